import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

let first: App;
let second: App;

beforeAll(async () => {
  first = await startApp();
  second = await startApp();
});
afterAll(() => first.stop());

test("two apps in one process know nothing of one another, and one outlives the other", async () => {
  const { showId } = await first.openEdition({ stock: 5 });
  const seenBy = async ({ http }: App) => (await http("GET", `/api/shows/${showId}`)).status;
  expect([await seenBy(first), await seenBy(second)]).toEqual([200, 404]);

  const { cookie } = await first.person("ops");
  const roleBy = async ({ http }: App) => (await http("GET", "/api/me", { cookie })).body;
  expect([await roleBy(first), await roleBy(second)]).toEqual([expect.objectContaining({ role: "ops" }), null]);

  await second.stop();
  expect(await seenBy(first)).toBe(200);
  const line = await openLine(first.url);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  line.close();
});
