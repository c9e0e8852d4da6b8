import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { applyFrame } from "#lib/live/apply.ts";
import { liveMessage, ownLineState, type TalkRules } from "#lib/live/contract.ts";
import { type TalkDesk, talkDesk } from "#lib/moderation/schema.ts";
import type { App } from "#tests/support/app.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { freeTalk } from "#tests/support/talk.ts";

/** A chat on air, with its host as moderator, somebody who writes and everybody's lines to the server. */
export async function openTalk(app: App) {
  const host = await app.person("host", "The host");
  const { showId, editionId } = await app.openEdition({}, host.email);
  const path = (rest: string) => `/api/shows/${showId}${rest}`;
  const lines: Line[] = [];
  async function enter(cookie?: string): Promise<Line> {
    const line = await openLine(app.url, { cookie });
    lines.push(line);
    expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
    return line;
  }
  const person = await app.person("viewer", `Viewer ${randomUUID().slice(0, 8)}`);
  const act = (method: string, rest: string, body?: unknown, cookie = host.cookie) =>
    app.http(method, path(rest), { cookie, body });
  return {
    ...{ host, showId, editionId, person, enter, act },
    writer: await enter(person.cookie),
    reader: await enter(),
    desk: async (): Promise<TalkDesk> => talkDesk.parse((await act("GET", "/talk")).body),
    rules: async (rules: Partial<TalkRules> & { delaySeconds?: number; seen?: number }, cookie?: string) =>
      (await act("PUT", "/talk", { ...freeTalk, ...rules }, cookie)).status,
    say: (line: Line, body: string, key?: string) => say(line, "chat", { showId, body, ...(key && { key }) }),
    close: () => {
      for (const line of lines) line.disconnect();
    },
  };
}

export type Talk = Awaited<ReturnType<typeof openTalk>>;

/** What the chat of a viewer's screen shows. */
export function bodies({ rooms, frames }: Line): string[] {
  const [room] = rooms;
  if (!room) return [];
  return frames.reduce(applyFrame, room).chat.map(({ body }) => body);
}

export const heldAnswer = z.object({
  ok: z.literal(true),
  data: z.object({ id: z.uuid(), held: z.string(), state: ownLineState }),
});
export const saidAnswer = z.object({ ok: z.literal(true), data: liveMessage });
