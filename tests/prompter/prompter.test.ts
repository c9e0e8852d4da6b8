import { afterAll, beforeAll, expect, test } from "vitest";
import { newPrompter } from "#lib/prompter/schema.ts";
import { readingSeconds, spokenWords } from "#lib/prompter/view.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

async function openStage() {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const act = (verb: string, path: string, body?: object) =>
    app.http(verb, `/api/shows/${showId}${path}`, { cookie: host.cookie, body });
  const segment = (title: string, script: string) =>
    act("POST", "/segments", { kind: "talk", title, seconds: 60, script });
  const pair = async () => newPrompter.parse((await act("POST", "/prompters")).body);
  /** As the screen asks, without an account. */
  const read = ({ address }: { address: string }) => app.http("GET", `/api/prompters/${address.split("/").at(-1)}`);
  return { host, showId, act, segment, pair, read };
}

test("a screen without an account reads the part that is on, follows the run, and reads nothing once it is cut off", async () => {
  const { act, segment, pair, read } = await openStage();
  const screen = await pair();
  expect(screen.address).toMatch(/\/prompter\/[\w-]{43}$/);
  expect(screen.qr.path.length).toBeGreaterThan(500);
  expect((await read(screen)).body).toMatchObject({ count: 0, script: "", next: null });
  await segment("Welcome", "Good evening.\n晚上好。");
  await segment("The price", "Three thousand.");
  expect((await read(screen)).body).toMatchObject({
    ...{ title: "Welcome", script: "Good evening.\n晚上好。", place: 1, count: 2, next: "The price" },
  });
  await act("POST", "/rundown/next", { version: 0 });
  await act("POST", "/rundown/next", { version: 1 });
  expect((await read(screen)).body).toMatchObject({ version: 2, title: "The price", place: 2, next: null });
  expect((await act("GET", "/prompters")).body).toMatchObject([{ id: screen.id, seenAt: expect.any(String) }]);
  expect(JSON.stringify((await act("GET", "/prompters")).body), "the key is shown once").not.toContain(
    screen.address.split("/").at(-1),
  );

  const other = await pair();
  expect((await act("DELETE", `/prompters/${screen.id}`)).status).toBe(200);
  expect((await read(screen)).status).toBe(404);
  expect((await read(other)).status).toBe(200);
  await app.db.prompterLink.update({ where: { id: other.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect((await read(other)).status, "twelve hours are over").toBe(404);
});

test("a show has five screens at most, and one that ran out counts no more", async () => {
  const { act, pair, showId } = await openStage();
  for (let made = 0; made < 5; made += 1) await pair();
  expect(await act("POST", "/prompters")).toMatchObject({ status: 409, body: { code: "prompters_full", most: 5 } });
  await app.db.prompterLink.updateMany({ where: { showId }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect((await act("POST", "/prompters")).status).toBe(201);
});

test("a script takes as long as it is spoken, in words and in characters", () => {
  expect(spokenWords("It’s 3,000 yuan - all-in.")).toBe(4);
  expect(spokenWords("海燕今天发布")).toBeCloseTo(3.6);
  expect(readingSeconds("one two three four", 120)).toBe(2);
  expect(readingSeconds("", 120)).toBe(0);
});
