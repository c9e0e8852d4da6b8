import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { type TargetView, targetList } from "#lib/restreams/schema.ts";
import { issuedKey, type SourcesView, type SourceView, sourcesView } from "#lib/sources/schema.ts";
import type { App } from "#tests/support/app.ts";

/** For `expect.poll`: what goes through encoders and connections takes seconds, more on a busy machine. */
export const inAWhile = { timeout: 25_000, interval: 100 };

/** Outside of a test, where nothing may be expected: gives up in silence, so that the test says what is missing. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const givenUpAt = Date.now() + 60_000;
  while (!(await isSo()) && Date.now() < givenUpAt) await sleep(100);
}

/** A live show in its host's hands, through the API alone. */
export async function openDesk(app: App) {
  const owner = await app.person("host");
  const { showId } = await app.openEdition({}, owner.email);
  const call = (method: string, path: string, body?: unknown) =>
    app.http(method, `/api/shows/${showId}${path}`, { cookie: owner.cookie, body });

  async function sources(): Promise<SourcesView> {
    return sourcesView.parse((await call("GET", "/sources")).body);
  }

  async function source(kind: SourceView["kind"]): Promise<SourceView | undefined> {
    return (await sources()).sources.find((view) => view.kind === kind);
  }

  return {
    ...{ showId, owner, call, sources, source },
    /** Where an encoder sends to: server and stream key in one. */
    async issueAddress(): Promise<string> {
      const answer = await call("POST", "/stream-key");
      expect(answer.status).toBe(201);
      const { server, streamKey } = issuedKey.parse(answer.body);
      return `${server.replace("localhost", "127.0.0.1")}/${streamKey}`;
    },
    stateOf: async (kind: SourceView["kind"]) => (await source(kind))?.state,
    async targets(): Promise<TargetView[]> {
      return targetList.parse((await call("GET", "/restreams")).body).targets;
    },
    status: () => app.made.channels.status(showId),
    takes: () => app.made.channels.figures(showId)?.takes ?? 0,
  };
}

export type TestDesk = Awaited<ReturnType<typeof openDesk>>;
