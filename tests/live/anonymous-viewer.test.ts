import { afterAll, beforeAll, expect, test } from "vitest";
import { countStatements } from "#bench/harness/statement-count.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

const crowd = 40;

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("an anonymous viewer of a warm room asks the database nothing: not by the line, nor by what the page reads", async () => {
  const { showId } = await app.openEdition({ stock: 5 });
  const reads = [
    "/api/me",
    "/api/cities",
    "/api/payments/rails",
    "/api/openapi.json",
    `/api/shows/${showId}/snapshot`,
    `/api/shows/${showId}/captions`,
  ];
  await visit();

  const counting = countStatements();
  await Promise.all(Array.from({ length: crowd }, visit));
  // What the clock sets off, and what is read once a second for everybody, is as much for one viewer as for all.
  const perViewer = Object.entries(counting.stop()).filter(([, count]) => count >= crowd / 2);
  expect(perViewer).toEqual([]);

  async function visit() {
    for (const path of reads) expect([path, (await app.http("GET", path)).status]).toEqual([path, 200]);
    const line = await openLine(app.url);
    expect(await say(line, "join", { showId, watching: true })).toMatchObject({ ok: true });
    line.disconnect();
  }
});
