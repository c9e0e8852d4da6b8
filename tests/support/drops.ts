import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { DropInput, FireInput } from "#lib/drops/schema.ts";
import { type LiveDrop, liveDrop, queueEntry } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import type { App } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

type Overrides = Parameters<App["openEdition"]>[0];

/** An edition of a host in a live show with one prepared drop, and what the host and buyers do with it. */
export type DropStage = OpenEdition & {
  host: Person;
  dropId: string;
  act(verb: "arm" | "disarm" | "close"): Promise<LiveDrop>;
  fire(when?: FireInput): Promise<LiveDrop>;
  pause(paused: boolean): Promise<LiveDrop>;
  /** The drop as its host reads it. */
  read(): Promise<LiveDrop>;
  buy(cookie: string | undefined, more?: object, key?: string): ReturnType<App["http"]>;
  join(cookie: string | undefined, more?: object, key?: string): ReturnType<App["http"]>;
};

export async function openDropStage(
  app: Pick<App, "person" | "openEdition" | "http">,
  overrides: Overrides = {},
  drop: Partial<DropInput> = {},
): Promise<DropStage> {
  const host = await app.person("host");
  const edition = await app.openEdition(overrides, host.email);
  const { showId, editionId } = edition;
  const made = await app.http("POST", `/api/shows/${showId}/drops`, {
    cookie: host.cookie,
    body: { editionId, title: "A drop", units: 10, ...drop },
  });
  const { id: dropId } = liveDrop.parse(made.body);
  const call = async (verb: string, path: string, body?: object) => {
    const answer = await app.http(verb, `/api/drops/${dropId}${path}`, { cookie: host.cookie, body });
    if (answer.status !== 200) throw new Error(`${verb} ${path} was answered ${answer.status} ${answer.text}`);
    return liveDrop.parse(answer.body);
  };
  return {
    ...edition,
    host,
    dropId,
    act: (verb) => call("POST", `/${verb}`),
    fire: (when = { inSeconds: 0 }) => call("POST", "/fire", when),
    pause: (paused) => call("PUT", "/pause", { paused }),
    async read() {
      const { body } = await app.http("GET", `/api/shows/${showId}/drops`, { cookie: host.cookie });
      const [first] = z.array(liveDrop).parse(body);
      if (!first) throw new Error("the drop is gone");
      return first;
    },
    buy: (cookie, more = {}, key = randomUUID()) =>
      app.http("POST", "/api/preorders", { cookie, key, body: { editionId, dropId, ...more } }),
    join: (cookie, more = {}, key = randomUUID()) =>
      app.http("POST", `/api/drops/${dropId}/line`, { cookie, key, body: more }),
  };
}

export const receiptOf = ({ body }: { body: unknown }) => preorderReceipt.parse(body);
export const placeOf = ({ body }: { body: unknown }) => queueEntry.parse(body);
