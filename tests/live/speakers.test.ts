import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let lines: Line[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => {
  for (const line of lines) line.disconnect();
  lines = [];
});

afterAll(() => app.stop());

test("sixty sockets of one account say no more than one, and some of them are cut", async () => {
  const { showId } = await app.openEdition();
  const { cookie } = await app.person("viewer");
  await open(60, cookie);
  await expect.poll(() => lines.filter(({ connected }) => connected).length, soon).toBe(40);
  const said = lines
    .filter(({ connected }) => connected)
    .flatMap((line, n) => [1, 2].map((m) => say(line, "chat", { showId, body: `line ${n} ${m}` })));
  const answers = await Promise.all(said);
  expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(5);
  expect(answers.filter((answer) => !answer.ok && answer.code === "rate_limited").length).toBeGreaterThanOrEqual(75);
  expect(await app.db.chatMessage.count({ where: { showId } })).toBeLessThanOrEqual(5);
});

test("one client without a name is a few viewers at most, and likes as a few", async () => {
  const { showId } = await app.openEdition();
  await open(50);
  await Promise.all(lines.map((line) => say(line, "join", { showId, watching: true })));
  await expect.poll(() => app.made.presence.viewers(showId), soon).toBe(9);
  const answers = await Promise.all(lines.flatMap((line) => [1, 2, 3].map(() => say(line, "like", { showId, n: 1 }))));
  const liked = answers.filter(({ ok }) => ok).length;
  expect(liked).toBeGreaterThan(0);
  expect(liked).toBeLessThanOrEqual(2 * 6 * 8);
});

async function open(count: number, cookie?: string) {
  for (let n = 0; n < count; n += 10) {
    lines.push(...(await Promise.all(Array.from({ length: 10 }, () => openLine(app.url, { cookie })))));
  }
}
