import { expect, test } from "vitest";
import { applyFrame, applySnapshot, missesFrames } from "#lib/live/apply.ts";
import type { Frame, LiveDrop, LiveStock, Snapshot } from "#lib/live/contract.ts";
import { recentChat } from "#lib/live/cues.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

const id = "01900000-0000-7000-8000-000000000001";

const drop: LiveDrop = {
  ...{ id, showId: id, editionId: id, title: "Ten", status: "ARMED", mode: "FIRST_COME", units: 10, perPersonLimit: 1 },
  ...{
    seconds: 300,
    holdSeconds: 60,
    challenge: false,
    left: 10,
    held: 0,
    sold: 0,
    waiting: 0,
    wanted: 0,
    firstUnits: 0,
  },
  ...{ nextUnits: 0, opensAt: null, closesAt: null, pausedAt: null, pausedForVideo: false },
  ...{ seedHash: null, seed: null, version: 2 },
};

const nothing = {
  pinned: null,
  cueAt: 0,
  catalog: 1,
  stock: [],
  orders: [],
  chat: [],
  cues: [],
  talk: freeTalk,
  ...noQuestions,
};

function frame(seq: number, drops: LiveDrop[]): Frame & Snapshot {
  const room = {
    v: 1,
    showId: id,
    seq,
    since: seq - 1,
    at: "2026-11-25T12:00:00.000Z",
    status: "LIVE",
    video: "live",
  } as const;
  return { ...room, viewers: 1, likes: 0, ...nothing, drops };
}

test("an older version of a drop never overtakes a newer one, whatever brings it", () => {
  const open = { ...drop, status: "OPEN", version: 5 } as const;
  const room = frame(1, [open]);
  expect(applyFrame(room, frame(2, [drop])).drops).toEqual([open]);
  expect(applySnapshot(room, frame(2, [drop])).drops).toEqual([open]);
  expect(applySnapshot(frame(3, [drop]), frame(2, [open])).drops).toEqual([open]);
});

test("a drop that was taken back in a lost frame is gone with the next whole picture", () => {
  const room = frame(1, [drop]);
  expect(applySnapshot(room, frame(4, [])).drops).toEqual([]);
});

test("a drop that a frame brought stays when a snapshot taken before it arrives late", () => {
  const room = applyFrame(frame(1, []), frame(2, [drop]));
  expect(applySnapshot(room, frame(1, [])).drops).toEqual([drop]);
});

test("a frame that comes twice, or late, changes nothing", () => {
  const line = { id: "1", name: "Ada", role: "viewer", body: "Hello", at: "2026-11-25T12:00:00.000Z" } as const;
  const second = { ...frame(2, []), chat: [line] };
  const room = applyFrame(frame(1, []), second);
  expect(applyFrame(room, second)).toBe(room);
  expect(applyFrame(room, frame(1, []))).toBe(room);
  expect(room.chat).toEqual([line]);
});

test("one frame that is missing is noticed, and the next one is no hole", () => {
  expect([2, 3].map((seq) => missesFrames(frame(1, []), frame(seq, [])))).toEqual([false, true]);
});

test("a frame that stands for several is no hole", () => {
  expect([0, 1, 2].map((since) => missesFrames(frame(1, []), { ...frame(5, []), since }))).toEqual([
    ...[false, false, true],
  ]);
});

test("stock goes by the ledger's number, whether a frame or a whole picture brings it", () => {
  const [old, young] = [stockAt(7), stockAt(8)];
  const withStock = (seq: number, line: LiveStock) => ({ ...frame(seq, []), stock: [line] });
  for (const [known, news] of [
    [young, old],
    [old, young],
  ] as const) {
    expect(applyFrame(withStock(1, known), withStock(2, news)).stock).toEqual([young]);
    expect(applySnapshot(withStock(1, known), withStock(2, news)).stock).toEqual([young]);
    expect(applySnapshot(withStock(2, known), withStock(1, news)).stock).toEqual([young]);
  }
});

test("what was said since is kept when a snapshot taken before it arrives late", () => {
  const line = { id: "1", name: "Ada", role: "viewer", body: "Hello", at: "2026-11-25T12:00:00.000Z" } as const;
  const room = applyFrame(frame(1, []), { ...frame(2, []), chat: [line], viewers: 9 });
  expect(applySnapshot(room, frame(1, []))).toMatchObject({ seq: 2, chat: [line], viewers: 9 });
});

test("a screen keeps the newest of a long chat", () => {
  const say = (n: number) => ({ id: `${n}`, name: "Ada", role: "viewer", body: `${n}`, at: frame(1, []).at }) as const;
  let room: Snapshot = frame(0, []);
  for (let n = 1; n <= recentChat + 3; n += 1) room = applyFrame(room, { ...frame(n, []), chat: [say(n)] });
  expect(room.chat.map(({ body }) => body)).toEqual(Array.from({ length: recentChat }, (_, n) => `${n + 4}`));
});

function stockAt(seq: number): LiveStock {
  const units = { available: seq, pooled: 0, held: 0, sold: 0, returned: 0 };
  return { editionId: id, seq, ...units, window: null, salesOpen: true };
}
