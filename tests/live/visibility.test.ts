import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { applyFrame, missesFrames } from "#lib/live/apply.ts";
import type { Snapshot } from "#lib/live/contract.ts";
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

test("whoever joins gets the room whole before the answer, and frames from there on without a hole", async () => {
  const { showId } = await app.openEdition();
  const author = await open();
  await say(author, "join", { showId });
  for (let n = 0; n < 3; n += 1) {
    app.made.publish.liked(showId, 1);
    await new Promise((resume) => setTimeout(resume, 250));
    const late = await open();
    await say(late, "join", { showId });
    expect(late.rooms).toHaveLength(1);
    app.made.publish.liked(showId, 1);
    const [room] = late.rooms;
    if (!room) throw new Error("no room came");
    await expect.poll(() => late.frames.reduce(applyFrame, room).likes, soon).toBe(2 * n + 2);
    const [first] = late.frames;
    expect(first && missesFrames(room, first)).toBe(false);
  }
});

test("a tab that is hidden gets a frame now and then, counts as before, and is told all when it is seen again", async () => {
  const { showId } = await app.openEdition();
  const [seen, tab] = [await open(), await open()];
  for (const line of [seen, tab]) await say(line, "join", { showId });
  await expect.poll(() => seen.frames.at(-1)?.viewers, soon).toBe(2);
  expect(await say(tab, "visible", { showId, visible: false })).toMatchObject({ ok: true });
  const before = { seen: seen.frames.length, tab: tab.frames.length, at: performance.now() };
  const texts = ["one", "two", "three", "four", "five", "six"];
  for (const text of texts) {
    app.made.publish.chatWritten(showId, line(text), { userId: "somebody" });
    await new Promise((resume) => setTimeout(resume, 250));
  }
  await expect.poll(() => seen.frames.length - before.seen, soon).toBeGreaterThanOrEqual(5);
  expect(tab.frames.length - before.tab).toBeLessThanOrEqual(mostSince(before.at));
  expect(tab.frames.slice(before.tab).flatMap(({ chat }) => chat)).toEqual([]);
  expect(seen.frames.at(-1)?.viewers).toBe(2);

  expect(await say(tab, "visible", { showId, visible: true })).toMatchObject({ ok: true });
  expect(chatOf(tab.rooms.at(-1))).toEqual(texts);
  app.made.publish.chatWritten(showId, line("seven"), { userId: "somebody" });
  const room = () => tab.rooms.at(-1);
  const followed = () => room() && tab.frames.reduce(applyFrame, room() as Snapshot);
  await expect.poll(() => chatOf(followed()), soon).toEqual([...texts, "seven"]);
});

test("a page that opens hidden begins so, and one that is in no room cannot say that it is seen", async () => {
  const { showId } = await app.openEdition();
  const tab = await open();
  expect(await say(tab, "visible", { showId, visible: true })).toMatchObject({ ok: false, code: "not_found" });
  await say(tab, "join", { showId, visible: false });
  const [before, since] = [tab.frames.length, performance.now()];
  for (let n = 0; n < 5; n += 1) {
    app.made.publish.liked(showId, 1);
    await new Promise((resume) => setTimeout(resume, 220));
  }
  expect(tab.frames.length - before).toBeLessThanOrEqual(mostSince(since));
  await say(tab, "leave", { showId });
  expect(app.made.broadcast.audiences.isAnybodyIn(showId)).toBe(false);
});

test("the snapshot over HTTP is one text for everybody, with a mark by which a cache knows it", async () => {
  const { showId } = await app.openEdition();
  const ask = (headers: Record<string, string> = {}) => fetch(`${app.url}/api/shows/${showId}/snapshot`, { headers });
  const many = await Promise.all(Array.from({ length: 20 }, () => ask()));
  const texts = new Map(
    await Promise.all(many.map(async (each) => [each.headers.get("etag"), await each.text()] as const)),
  );
  expect(texts.size).toBeLessThanOrEqual(2);
  const [first] = many;
  expect(first?.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=1");
  expect(first?.headers.get("set-cookie")).toBeNull();
  const unchanged = async () => {
    const mark = (await ask()).headers.get("etag") ?? "";
    const again = await ask({ "if-none-match": mark });
    return [again.status, again.status === 304 ? await again.text() : null];
  };
  await expect.poll(unchanged, soon).toEqual([304, ""]);
  const mark = (await ask()).headers.get("etag") ?? "";
  await new Promise((resume) => setTimeout(resume, 1100));
  expect((await ask()).headers.get("etag")).not.toBe(mark);
});

async function open(): Promise<Line> {
  const line = await openLine(app.url);
  lines.push(line);
  return line;
}

/** Of a frame in five seconds. */
function mostSince(at: number): number {
  return 1 + Math.floor((performance.now() - at) / 5000);
}

let said = 0;
function line(body: string) {
  said += 1;
  return { id: `${said}`, name: "Ada", role: "viewer", body, at: new Date().toISOString() } as const;
}

function chatOf(room: Snapshot | undefined): string[] | undefined {
  return room?.chat.map(({ body }) => body);
}
