import { describe, expect, it } from "vitest";
import { certainLines, type Feed, hearTalk, holdFeed, openFeed, showAll, showNext } from "#components/audience/feed.ts";
import { keepTalk } from "#lib/live/apply.ts";
import type { LiveMessage } from "#lib/live/contract.ts";

let made = 0;
const none = () => false;
const plain = certainLines({ isOwn: none, isToMe: none });

describe("a calm talk", () => {
  it("is shown whole, at once or within three seconds", () => {
    const lines = Array.from({ length: 10 }, () => said("Bo"));
    let feed = hearTalk(openFeed([], 0), lines, { now: 0, isCertain: plain });
    expect(feed.lines).toEqual(lines.slice(0, 4));
    for (let now = 250; now <= 3000; now += 250) feed = showNext(feed, { now, isCertain: plain });
    expect(feed.lines).toEqual(lines);
    expect(feed.skipped).toBe(0);
  });

  it("that was missed is shown whole when the room is told anew", () => {
    const missed = Array.from({ length: 60 }, () => said("Bo"));
    expect(hearTalk(openFeed([said("Al")], 0), missed, { now: 0, isCertain: plain }).lines).toEqual(missed);
  });
});

describe("four seconds without a line", () => {
  it("leave nothing out, however lively the talk was", () => {
    const missed = Array.from({ length: 18 }, (_, n) => said("Bo", { at: new Date(n * 250).toISOString() }));
    const feed = hearTalk(openFeed([said("Al")], 0), missed, { now: 0, isCertain: plain });
    expect(feed).toMatchObject({ lines: missed, skipped: 0, waiting: [] });
  });
});

describe("a flood", () => {
  it("shows four lines a second, and the house, one's own and what is said to one always", () => {
    const own = said("Me");
    const toMe = said("Di", { answers: { id: own.id, name: "Me", words: "hi" } });
    const house = said("Host", { role: "host" });
    const isCertain = certainLines({ isOwn: ({ id }) => id === own.id, isToMe: ({ id }) => id === toMe.id });
    let feed = openFeed([], 0);
    let chat: LiveMessage[] = [];
    for (let tick = 0; tick < 50; tick += 1) {
      const special = [own, toMe, house].slice(tick % 10 === 5 ? Math.floor(tick / 10) : 3).slice(0, 1);
      chat = [...chat, ...Array.from({ length: 4 }, (_, n) => said(`A${tick}-${n}`)), ...special].slice(-200);
      feed = hearTalk(feed, chat, { now: tick * 200, isCertain });
    }
    for (const line of [own, toMe, house]) expect(feed.lines).toContainEqual(line);
    const others = feed.lines.filter(({ name }) => name.startsWith("A"));
    expect(others.length).toBeGreaterThanOrEqual(38);
    expect(others.length).toBeLessThanOrEqual(44);
    expect(feed.skipped + others.length + feed.waiting.length).toBe(200);
    expect(showAll(feed)).toMatchObject({ skipped: 0, lines: chat.slice(-80) });
  });

  it("favours nobody: who writes five times as much is seen less than three times as often, the others alike", () => {
    const shown = new Map<string, number>();
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    const [calm, loud] = [range(200, "calm"), range(10, "loud")];
    let [feed, chat]: [Feed, LiveMessage[]] = [openFeed([], 0), []];
    for (let second = 0; second < 3000; second += 1) {
      const authors = [...calm.filter(() => random() < 0.05), ...loud.filter(() => random() < 0.25)];
      const before = new Set(feed.lines);
      chat = [...chat, ...authors.map((name) => said(name))].slice(-200);
      feed = hearTalk(feed, chat, { now: second * 1000, isCertain: plain, random });
      for (const line of feed.lines) if (!before.has(line)) shown.set(line.name, (shown.get(line.name) ?? 0) + 1);
    }
    const counts = calm.map((name) => shown.get(name) ?? 0);
    const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
    const chiSquare = counts.reduce((sum, each) => sum + (each - mean) ** 2 / mean, 0);
    // 199 degrees of freedom: one fair run in a thousand is above 267.
    expect(mean).toBeGreaterThan(40);
    expect(chiSquare).toBeLessThan(267);
    for (const name of loud) expect((shown.get(name) ?? 0) / mean).toBeLessThan(3);
  });
});

describe("who reads back", () => {
  it("has the feed still while others write, loses what is taken back, and goes on with the newest", () => {
    const first = Array.from({ length: 20 }, () => said("Bo"));
    let feed = holdFeed(openFeed(first, 0), true);
    const [bad] = first;
    let chat = [...first, said("Cy")];
    feed = hearTalk(feed, chat, { now: 100, isCertain: plain });
    expect(feed.lines).toEqual(first);
    expect(feed.waiting).toHaveLength(1);
    chat = keepTalk(chat, { removed: [bad?.id ?? ""], unnamed: [first[1]?.id ?? ""] });
    feed = hearTalk(feed, chat, { now: 200, isCertain: plain });
    expect(feed.lines.map(({ id }) => id)).toEqual(first.slice(1).map(({ id }) => id));
    expect(feed.lines[0]?.name).toBe("Guest");
    chat = [...chat, ...Array.from({ length: 250 }, () => said("Di"))].slice(-200);
    feed = hearTalk(feed, chat, { now: 300, isCertain: plain });
    expect(feed.lines).toHaveLength(19);
    expect(feed.waiting).toHaveLength(201);
    expect(holdFeed(feed, false)).toMatchObject({ lines: chat.slice(-80), waiting: [], skipped: 0 });
  });
});

function said(name: string, more: Partial<LiveMessage> = {}): LiveMessage {
  made += 1;
  return { id: `${made}`, name, role: "viewer", body: `line ${made}`, at: new Date(made).toISOString(), ...more };
}

function range(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, n) => `${name}${n}`);
}
