import type { Frame, LiveDrop, LiveMessage, LivePoll, LiveStock, Snapshot } from "#lib/live/contract.ts";
import { addAsked, addCue, recentChat } from "#lib/live/cues.ts";
import { neutralName } from "#lib/live/neutral-name.ts";

export const recentOrders = 20;
export const recentMoments = 3;

/** What moderators did to lines since. */
type KeptTalk = { removed?: string[] | undefined; unnamed?: string[] | undefined };

/** What the room looks like after a frame. Numbers are absolute; lists grow; an older frame changes nothing. */
export function applyFrame(room: Snapshot, frame: Frame): Snapshot {
  if (frame.seq <= room.seq) return room;
  const { since: _, removed, unnamed, talk = room.talk, poll = room.poll, moments = [], ...rest } = frame;
  const { arrivals = room.arrivals, questions = room.questions, asked, halts = room.halts, ...head } = rest;
  return {
    ...head,
    talk,
    ...(poll && { poll }),
    ...(halts && { halts }),
    moments: append(room.moments ?? [], moments, recentMoments),
    ...(arrivals && { arrivals }),
    questions,
    askedCues: asked ? addAsked(room.askedCues, asked) : room.askedCues,
    stock: mergeStock(room.stock, frame.stock),
    drops: mergeDrops(room.drops, frame.drops),
    orders: append(room.orders, frame.orders, recentOrders),
    chat: append(keepTalk(room.chat, { removed, unnamed }), frame.chat, recentChat),
    cues: addCue(room.cues, { atMs: frame.cueAt, productId: frame.pinned }),
  };
}

/** True when a frame went missing between the two, so that feed or chat may have a hole: fetch the snapshot. */
export function missesFrames(room: Snapshot, frame: Frame): boolean {
  return frame.since > room.seq;
}

/** A snapshot taken anew, keeping what the live line already brought beyond it. */
export function applySnapshot(room: Snapshot, snapshot: Snapshot): Snapshot {
  if (snapshot.seq < room.seq) {
    return {
      ...room,
      stock: mergeStock(snapshot.stock, room.stock),
      drops: mergeDrops(snapshot.drops, room.drops),
      orders: append(snapshot.orders, room.orders, recentOrders),
      chat: append(snapshot.chat, room.chat, recentChat),
      cues: snapshot.cues.reduce(addCue, room.cues),
      moments: append(snapshot.moments ?? [], room.moments ?? [], recentMoments),
    };
  }
  return {
    ...snapshot,
    cues: snapshot.cues.reduce(addCue, room.cues),
    stock: mergeStock(room.stock, snapshot.stock),
    // The newer whole picture has every drop there is: one that was taken back in a lost frame goes with it.
    drops: mergeDrops(room.drops, snapshot.drops).filter(({ id }) => snapshot.drops.some((drop) => drop.id === id)),
  };
}

/** What was said without the lines that were taken back, and with nobody's name where one was taken away; answers to them, too. */
export function keepTalk(chat: LiveMessage[], { removed = [], unnamed = [] }: KeptTalk): LiveMessage[] {
  if (removed.length === 0 && unnamed.length === 0) return chat;
  return chat.filter(({ id }) => !removed.includes(id)).map((line) => quoteLess(nameLess(line, unnamed), removed));
}

function nameLess(line: LiveMessage, unnamed: string[]): LiveMessage {
  const named = unnamed.includes(line.id) ? { ...line, name: neutralName } : line;
  const { answers } = named;
  return answers && unnamed.includes(answers.id) ? { ...named, answers: { ...answers, name: neutralName } } : named;
}

function quoteLess(line: LiveMessage, removed: string[]): LiveMessage {
  if (!line.answers || !removed.includes(line.answers.id)) return line;
  const { answers: _, ...rest } = line;
  return rest;
}

/** Whether a poll says more than the one that is known: a later one, or the same later on. */
export function isNewerPoll(poll: LivePoll, known: LivePoll | undefined): boolean {
  if (!known) return true;
  return poll.id === known.id ? poll.version > known.version : poll.openedAt > known.openedAt;
}

export function mergeDrops(known: LiveDrop[], news: LiveDrop[]): LiveDrop[] {
  if (news.length === 0) return known;
  const merged = new Map(known.map((drop) => [drop.id, drop]));
  for (const drop of news) if (drop.version >= (merged.get(drop.id)?.version ?? 0)) merged.set(drop.id, drop);
  return [...merged.values()];
}

export function mergeStock(known: LiveStock[], news: LiveStock[]): LiveStock[] {
  if (news.length === 0) return known;
  const merged = new Map(known.map((line) => [line.editionId, line]));
  for (const line of news) {
    const before = merged.get(line.editionId);
    if (!before || line.seq >= before.seq) merged.set(line.editionId, line);
  }
  return [...merged.values()];
}

function append<Item extends { id: string }>(known: Item[], news: Item[], most: number): Item[] {
  if (news.length === 0) return known;
  const seen = new Set(known.map(({ id }) => id));
  const all = known.concat(news.filter(({ id }) => !seen.has(id)));
  return all.length > most ? all.slice(-most) : all;
}
