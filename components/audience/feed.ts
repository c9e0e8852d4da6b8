import type { LiveMessage } from "#lib/live/contract.ts";
import { recentChat } from "#lib/live/cues.ts";
import { standings } from "./standings.ts";

/** What a reader of the talk sees of it, and what waits to be seen. */
export type Feed = {
  /** The talk as it was heard last. */
  chat: LiveMessage[];
  lines: LiveMessage[];
  /** New lines, oldest first: a few of them a second are shown. */
  waiting: LiveMessage[];
  /** Lines that were never shown: too many were said. */
  skipped: number;
  /** While somebody reads back, nothing is added under their eyes. */
  isHeld: boolean;
  /** Lines that may be shown at once, and when that was counted, in milliseconds. */
  allowed: number;
  allowedAt: number;
  /** Who was shown lately. */
  shownNames: string[];
};

type Picking = { now: number; isCertain: (line: LiveMessage) => boolean; random?: () => number };

const perSecond = 4;
/** Three seconds' worth: what waits longer is no talk any more. */
const maxWaiting = 12;
const kept = 80;
/** More at once than any frame brings, or said over a longer time than between two frames: the whole room, told anew. */
const wholeRoom = 24;
const wholeRoomMs = 3000;
const rememberedNames = 40;

export function openFeed(chat: LiveMessage[], now: number): Feed {
  return {
    ...{ chat, lines: chat.slice(-kept), waiting: [], skipped: 0, isHeld: false },
    allowed: perSecond,
    allowedAt: now,
    shownNames: [],
  };
}

/** What follows from a new state of the talk. */
export function hearTalk(feed: Feed, chat: LiveMessage[], picking: Picking): Feed {
  if (chat === feed.chat) return feed;
  const known = new Set(feed.chat.map(({ id }) => id));
  const fresh = chat.filter(({ id }) => !known.has(id));
  const kept = {
    ...feed,
    chat,
    lines: asToldNow(feed, feed.lines, chat),
    waiting: asToldNow(feed, feed.waiting, chat),
  };
  if (!feed.isHeld && isWholeRoom(fresh)) return showAll(kept);
  const certain = feed.isHeld ? [] : fresh.filter(picking.isCertain);
  const rest = feed.isHeld ? fresh : fresh.filter((line) => !certain.includes(line));
  return showNext(show({ ...kept, waiting: [...kept.waiting, ...rest] }, certain), picking);
}

/** Whoever was away for a moment misses nothing of it. */
function isWholeRoom(fresh: LiveMessage[]): boolean {
  const [first, last] = [fresh.at(0), fresh.at(-1)];
  if (!first || !last) return false;
  return fresh.length > wholeRoom || Date.parse(last.at) - Date.parse(first.at) > wholeRoomMs;
}

/** Shows as many of the waiting lines as may be shown by now; where too many wait, a fair part of them. */
export function showNext(feed: Feed, { now, random = Math.random }: Picking): Feed {
  if (feed.isHeld) return feed;
  const allowed = Math.min(perSecond, feed.allowed + ((now - feed.allowedAt) * perSecond) / 1000);
  const waiting =
    feed.waiting.length > maxWaiting ? pickFairly(feed.waiting, maxWaiting, feed.shownNames, random) : feed.waiting;
  const skipped = feed.skipped + feed.waiting.length - waiting.length;
  const next = waiting.slice(0, Math.floor(allowed));
  const left = waiting.slice(next.length);
  return show({ ...feed, waiting: left, skipped, allowed: allowed - next.length, allowedAt: now }, next);
}

/** Holds what is read still, or goes on with the newest that was said meanwhile. */
export function holdFeed(feed: Feed, isHeld: boolean): Feed {
  if (isHeld === feed.isHeld) return feed;
  return isHeld ? { ...feed, isHeld } : showAll({ ...feed, isHeld });
}

/** Everything that was said lately, also what was skipped. */
export function showAll(feed: Feed): Feed {
  return { ...feed, lines: feed.chat.slice(-kept), waiting: [], skipped: 0 };
}

/** So many of the lines, in their order: one of each author first, and first of authors who were not shown lately. */
export function pickFairly(
  lines: LiveMessage[],
  most: number,
  shownNames: string[],
  random: () => number,
): LiveMessage[] {
  const byAuthor = Map.groupBy(shuffled(lines, random), ({ name }) => name);
  const turns = [...byAuthor.entries()].flatMap(([name, those]) =>
    those.map((line, turn) => ({ line, turn: turn + (shownNames.includes(name) ? 1 : 0) })),
  );
  const picked = new Set(
    shuffled(turns, random)
      .toSorted((a, b) => a.turn - b.turn)
      .slice(0, most)
      .map(({ line }) => line),
  );
  return lines.filter((line) => picked.has(line));
}

/** Lines of which the room says to be certain that they are seen: of the shop, one's own, and those that are said to one. */
export function certainLines({
  isOwn,
  isToMe,
}: {
  isOwn: (line: LiveMessage) => boolean;
  isToMe: (line: LiveMessage) => boolean;
}) {
  return (line: LiveMessage) => standings[line.role] === "house" || isOwn(line) || isToMe(line);
}

function show(feed: Feed, next: LiveMessage[]): Feed {
  if (next.length === 0) return feed;
  const shownNames = [...feed.shownNames, ...next.map(({ name }) => name)].slice(-rememberedNames);
  return { ...feed, lines: [...feed.lines, ...next].slice(-kept), shownNames };
}

/** The same lines as the room tells them now, without those that it took back. What fell out of its memory stays as it was. */
function asToldNow(feed: Feed, lines: LiveMessage[], chat: LiveMessage[]): LiveMessage[] {
  const told = new Map(chat.map((line) => [line.id, line]));
  const known = new Set(feed.chat.map(({ id }) => id));
  const fresh = chat.filter(({ id }) => !known.has(id)).length;
  const isFull = chat.length >= recentChat;
  const gone = new Set(feed.chat.slice(isFull ? fresh : 0).flatMap(({ id }) => (told.has(id) ? [] : [id])));
  return lines.flatMap((line) => (gone.has(line.id) ? [] : (told.get(line.id) ?? line)));
}

function shuffled<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
