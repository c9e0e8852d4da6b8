import { expect, test } from "vitest";
import { applyFrame, applySnapshot } from "#lib/live/apply.ts";
import type { DropLine, Frame, Snapshot } from "#lib/live/contract.ts";

const id = "01900000-0000-7000-8000-000000000001";

const drop: DropLine = {
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

const nothing = { pinned: null, cueAt: 0, catalog: 1, stock: [], orders: [], chat: [], cues: [] };

function frame(seq: number, drops: DropLine[]): Frame & Snapshot {
  const room = { v: 1, showId: id, seq, at: "2026-11-25T12:00:00.000Z", status: "LIVE", video: "live" } as const;
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
