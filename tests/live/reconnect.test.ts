import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Feed, hearTalk, openFeed, showNext } from "#components/audience/feed.ts";
import { followRoom } from "#components/live/follow-room.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { sendChat } from "#lib/audience/send-chat.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import { recentChat } from "#lib/live/cues.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { liveSocket } from "#lib/live/socket.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type CutLine, openCutLine } from "#tests/support/cut-line.ts";
import { soon } from "#tests/support/soon.ts";

/** Lines of a lively talk, in a second. */
const perSecond = 5;
const shown = 80;

let app: App;
let line: CutLine;

beforeAll(async () => {
  app = await startApp();
  line = await openCutLine(app.url);
});
afterAll(async () => {
  line.stop();
  await app.stop();
});

test("after 1, 7, 20 and 60 seconds without a line the last 200 are there, each once, while the talk goes on", async () => {
  const { showId, say, sayOn } = await openTalk();
  const { talk, leave } = await follow(showId);
  await say(10);
  await expect.poll(() => talk.ids(), soon).toEqual(await newest(showId));
  for (const seconds of [1, 7, 20, 60]) {
    talk.onScreen();
    line.cut();
    // What a minute brings is said in a moment: how much was missed is what matters, not how long it took.
    await say(seconds * perSecond);
    const goingOn = sayOn();
    line.mend();
    await expect.poll(() => liveSocket().connected, { ...soon, timeout: 20_000 }).toBe(true);
    await pause(1500);
    await goingOn.stop();
    const expected = await newest(showId);
    await expect.poll(() => talk.ids(), soon).toEqual(expected);
    expect(talk.onScreen(), `${seconds} s`).toEqual(expected.slice(-shown));
  }
  leave();
}, 90_000);

test("a network that stands still and goes on leaves no hole", async () => {
  const { showId, say, sayOn } = await openTalk();
  const { talk, leave } = await follow(showId);
  await say(10);
  await expect.poll(() => talk.ids(), soon).toEqual(await newest(showId));
  line.stand();
  const standing = sayOn(20);
  await pause(4000);
  await standing.stop();
  line.mend();
  await say(3);
  await expect.poll(() => talk.ids(), { ...soon, timeout: 20_000 }).toEqual(await newest(showId));
  leave();
}, 60_000);

/** A talk in which the host, whom no rule holds, says one line after another. */
async function openTalk() {
  const person = await app.person("host");
  const { showId } = await app.openEdition({}, person.email);
  const author = requireBuyer(await app.made.sessions.find(person.cookie));
  let count = 0;
  async function say(lines: number): Promise<void> {
    for (let said = 0; said < lines; said += 1) {
      count += 1;
      const body = `line ${count}`;
      await sendChat(app.made, author, { showId, body, key: randomUUID() }, { device: null, network: "host" });
    }
  }
  function sayOn(everyMs = 1000 / perSecond) {
    let isOver = false;
    const saying = (async () => {
      while (!isOver) {
        await say(1);
        await pause(everyMs);
      }
    })();
    return {
      stop: () => {
        isOver = true;
        return saying;
      },
    };
  }
  return { showId, say, sayOn };
}

/** The page's own way of following a room, over the line that is cut, and what its reader sees of the talk. */
async function follow(showId: string) {
  vi.stubGlobal("location", new URL(line.url));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal("window", new EventTarget());
  let room: Snapshot = await readSnapshot(app.made, showId);
  const picking = () => ({ now: performance.now(), isCertain: () => false });
  let feed: Feed = openFeed(room.chat, performance.now());
  const leave = followRoom(showId, true, (next) => {
    room = next(room);
    feed = hearTalk(feed, room.chat, picking());
  });
  await expect.poll(() => liveSocket().connected, soon).toBe(true);
  function onScreen(): string[] {
    let later = performance.now();
    while (feed.waiting.length > 0) {
      later += 1000;
      feed = showNext(feed, { ...picking(), now: later });
    }
    return feed.lines.map(({ id }) => id);
  }
  return { talk: { ids: () => room.chat.map(({ id }) => id), onScreen }, leave };
}

/** The last lines as they are kept, oldest first. */
async function newest(showId: string): Promise<string[]> {
  const rows = await app.db.chatMessage.findMany({
    ...({ where: { showId, deletedAt: null }, orderBy: { at: "desc" }, take: recentChat + 10 } as const),
    select: { id: true, body: true },
  });
  // Two may have been written within one millisecond.
  const numberOf = (body: string) => Number(body.replace("line ", ""));
  return rows
    .toSorted((one, other) => numberOf(one.body) - numberOf(other.body))
    .slice(-recentChat)
    .map(({ id }) => id);
}
