import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "#tests/sources/desk.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("of keys that are made at one moment the last one holds, and nobody gets an error", async () => {
  const desk = await openDesk(app);
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.call("POST", "/stream-key")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  }
  expect(await app.db.streamKey.count({ where: { showId: desk.showId, revokedAt: null } })).toBe(1);
});
