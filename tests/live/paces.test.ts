import { expect, test } from "vitest";
import { applyFrame, missesFrames } from "#lib/live/apply.ts";
import type { Audience } from "#lib/live/audiences.ts";
import type { Frame, Snapshot } from "#lib/live/contract.ts";
import { crowdViewers } from "#lib/live/crowd.ts";
import { Paces } from "#lib/live/paces.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

const id = "01900000-0000-7000-8000-000000000001";
const tick = 200;

test.each([
  ["a small room", 500, { desks: 50, viewers: 50, hidden: 2 }],
  ["a crowd", crowdViewers + 1, { desks: 50, viewers: 20, hidden: 2 }],
])("in ten seconds of %s everybody gets as many frames as their place asks for", (_, viewers, wanted) => {
  const sent = play({ viewers: () => viewers });
  expect({ desks: sent.desks.length, viewers: sent.viewers.length, hidden: sent.hidden.length }).toEqual(wanted);
});

test("whoever gets fewer frames misses nothing: numbers, chat and orders are all in them, in order, without a hole", () => {
  const sent = play({ viewers: () => crowdViewers + 1 });
  const followed = follow(sent.viewers);
  expect(followed.holes).toBe(0);
  const last = sent.viewers.at(-1)?.seq ?? 0;
  const said = sent.desks.filter(({ seq }) => seq <= last).flatMap(({ chat }) => chat);
  expect(followed.room.chat).toEqual(said);
  expect(followed.room.likes).toBe(last);
});

test("a room that grows into a crowd and shrinks again loses no line on the way", () => {
  const sent = play({ viewers: (n) => (n % 14 < 7 ? crowdViewers + 1 : 10) });
  const followed = follow(sent.viewers);
  expect(followed.holes).toBe(0);
  const last = sent.viewers.at(-1)?.seq ?? 0;
  expect(followed.room.chat).toHaveLength(last);
});

test("a hidden tab gets numbers and no feed", () => {
  const { hidden } = play({ viewers: () => 10 });
  expect(hidden.at(-1)).toMatchObject({ chat: [], orders: [], stock: [{ available: expect.any(Number) }] });
  expect(follow(hidden).holes).toBe(0);
});

test("what waits leaves in time, also when nothing more happens", () => {
  const paces = new Paces();
  const taken = (now: number, one: Frame | null) =>
    paces.take(one, { viewers: crowdViewers + 1, now }).flatMap(({ to }) => to);
  expect(taken(0, frame(1))).toEqual(["desks", "viewers", "hidden"]);
  expect(taken(200, frame(2))).toEqual(["desks"]);
  expect(taken(400, null)).toEqual([]);
  expect(taken(600, null)).toEqual(["viewers"]);
  expect(taken(5000, null)).toEqual(["hidden"]);
  expect(taken(9000, null)).toEqual([]);
});

/** Ten seconds in which every tick changes everything. */
function play({ viewers }: { viewers: (tick: number) => number }): Record<Audience, Frame[]> {
  const paces = new Paces();
  const sent: Record<Audience, Frame[]> = { desks: [], viewers: [], hidden: [] };
  for (let n = 0; n < 50; n += 1) {
    for (const { to, frame: one } of paces.take(frame(n + 1), { viewers: viewers(n), now: n * tick }))
      for (const audience of to) sent[audience].push(one);
  }
  return sent;
}

function follow(frames: Frame[]): { room: Snapshot; holes: number } {
  let room: Snapshot = { ...frame(0), stock: [], chat: [], cues: [], talk: freeTalk, ...noQuestions };
  let holes = 0;
  for (const each of frames) {
    if (missesFrames(room, each)) holes += 1;
    room = applyFrame(room, each);
  }
  return { room, holes };
}

function frame(seq: number): Frame {
  const at = new Date(seq * tick).toISOString();
  const units = { available: 1000 - seq, pooled: 0, held: 0, sold: seq, returned: 0 };
  return {
    ...{ v: 1, showId: id, seq, since: seq - 1, at, status: "LIVE", video: "live", viewers: 1, likes: seq },
    ...{ pinned: null, cueAt: 0, catalog: 1, drops: [], orders: [] },
    stock: [{ editionId: id, seq, ...units, window: null, salesOpen: true }],
    chat: [{ id: `${seq}`, name: "Ada", role: "viewer", body: `${seq}`, at }],
  };
}
