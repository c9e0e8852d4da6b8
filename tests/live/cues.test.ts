import { describe, expect, it } from "vitest";
import { applyFrame, applySnapshot } from "#lib/live/apply.ts";
import type { Frame, PinCue, Snapshot } from "#lib/live/contract.ts";
import { addCue, pinnedAt, recentCues } from "#lib/live/cues.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

const [car, band] = ["01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"];

describe("the card of a viewer", () => {
  const cues: PinCue[] = [
    { atMs: 10_000, productId: car },
    { atMs: 20_000, productId: band },
    { atMs: 30_000, productId: null },
  ];

  it("is the one that was up at the moment of their picture, however far behind it is", () => {
    expect([9_999, 10_000, 19_999, 20_000, 29_999, 30_000].map((at) => pinnedAt(cues, at))).toEqual([
      ...[null, car, car, band, band, null],
    ]);
  });

  it("is the newest where there is no picture to wait for", () => {
    expect(pinnedAt(cues.slice(0, 2), null)).toBe(band);
    expect(pinnedAt([], null)).toBeNull();
  });
});

describe("what a screen remembers of the pins", () => {
  it("is the same in whatever order and however often it hears of them", () => {
    const heard = [
      { atMs: 20_000, productId: band },
      { atMs: 10_000, productId: car },
      { atMs: 20_000, productId: band },
    ];
    expect(heard.reduce(addCue, [] as PinCue[])).toEqual([
      { atMs: 10_000, productId: car },
      { atMs: 20_000, productId: band },
    ]);
  });

  it("keeps the later of two pins of one moment last", () => {
    const both = [
      { atMs: 5, productId: car },
      { atMs: 5, productId: band },
    ].reduce(addCue, [] as PinCue[]);
    expect(pinnedAt(both, 5)).toBe(band);
  });

  it("is bounded, and the oldest goes first", () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ atMs: index, productId: car }));
    const kept = many.reduce(addCue, [] as PinCue[]);
    expect(kept).toHaveLength(recentCues);
    expect(kept.at(-1)?.atMs).toBe(49);
  });

  it("comes with frames one by one, and whole with a snapshot after some were lost", () => {
    const start = room(1, null, 0, []);
    const followed = applyFrame(applyFrame(start, room(2, car, 1000)), room(3, band, 2000));
    expect(followed.cues).toMatchObject([{ atMs: 1000 }, { atMs: 2000 }]);
    const snapshot = room(9, null, 4000, [
      { atMs: 2000, productId: band },
      { atMs: 3000, productId: car },
      { atMs: 4000, productId: null },
    ]);
    expect(applySnapshot(followed, snapshot).cues.map(({ atMs }) => atMs)).toEqual([1000, 2000, 3000, 4000]);
  });
});

function room(seq: number, pinned: string | null, cueAt: number, cues: PinCue[] = []): Frame & Snapshot {
  const showId = "01900000-0000-7000-8000-000000000001";
  const head = {
    v: 1,
    showId,
    seq,
    since: seq - 1,
    at: "2026-11-25T12:00:00.000Z",
    status: "LIVE",
    video: "live",
  } as const;
  const lists = { stock: [], drops: [], orders: [], chat: [], cues, talk: freeTalk, ...noQuestions };
  return { ...head, viewers: 1, likes: 0, pinned, cueAt, catalog: 1, ...lists };
}
