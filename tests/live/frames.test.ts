import { expect, test, vi } from "vitest";
import type { LiveDrop, LiveMessage, LiveStock } from "#lib/live/contract.ts";
import { Room } from "#lib/live/room.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

const id = "01900000-0000-7000-8000-000000000001";
const state = { status: "LIVE", video: "live", viewers: 0, likes: 0, pinned: null, cueAt: 0, catalog: 1 } as const;

test("a room that begins again after a restart counts on from where the old one was", () => {
  const before = open({ clockZero: 1_000_000_000_000 });
  before.change({ viewers: 1 });
  const last = before.takeFrame()?.seq ?? 0;
  expect(open({ clockZero: 1_000_000_060_000 }).snapshot().seq).toBeGreaterThan(last);
});

test("each frame carries what is new since the last, and nothing twice", () => {
  const room = open();
  room.talk.add(said("one"));
  room.addOrders([{ id: "o", name: "A***", editionId: id, quantity: 1, at: new Date().toISOString() }]);
  room.setDrop(drop({ version: 1 }));
  expect(room.takeFrame()).toMatchObject({ chat: [{ body: "one" }], orders: [{ id: "o" }], drops: [{ id }] });
  room.talk.add(said("two"));
  expect(room.takeFrame()).toMatchObject({ chat: [{ body: "two" }], orders: [], drops: [] });
  expect(room.takeFrame()).toBeNull();
});

test("a drop that is told again in the same version makes no frame, and an older one changes nothing", () => {
  const room = open();
  room.setDrop(drop({ version: 3, left: 4 }));
  room.takeFrame();
  room.setDrop(drop({ version: 3 }));
  room.setDrop(drop({ version: 2, left: 9 }));
  expect(room.takeFrame()).toBeNull();
  expect(room.snapshot().drops).toMatchObject([{ left: 4 }]);
});

test("stock goes by the ledger's number: an older figure that comes late changes nothing", () => {
  const room = open({ stock: [stock(5)] });
  room.setStock(stock(7));
  room.setStock(stock(6));
  expect(room.takeFrame()?.stock).toMatchObject([{ seq: 7, available: 7 }]);
});

test("nobody sees what the host only prepared, nor what was taken back to that", () => {
  const room = open({ drops: [drop({ status: "PREPARED" })] });
  expect(room.snapshot().drops).toEqual([]);
  room.setDrop(drop({ id: "01900000-0000-7000-8000-000000000002", status: "PREPARED" }));
  expect(room.takeFrame()).toBeNull();
  room.setDrop(drop({ version: 5 }));
  expect(room.snapshot().drops).toHaveLength(1);
});

test("likes and viewers alone make a frame a second, and go with every other frame", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const room = open({ stock: [stock(5)] });
  const framesOf = (ticks: number) =>
    Array.from({ length: ticks }, () => {
      vi.advanceTimersByTime(200);
      room.like(1);
      room.setViewers(room.state.viewers + 1);
      return room.takeFrame();
    }).filter((frame) => frame !== null);
  vi.advanceTimersByTime(1000);
  expect(framesOf(10).map(({ likes, viewers }) => [likes, viewers])).toEqual([
    [1, 1],
    [6, 6],
  ]);
  room.setStock(stock(7));
  expect(room.takeFrame()).toMatchObject({ likes: 10, viewers: 10 });
  room.setViewers(10);
  vi.advanceTimersByTime(1000);
  expect(room.takeFrame(), "nothing new").toBeNull();
  vi.useRealTimers();
});

test("likes are handed over to the database once", () => {
  const room = open();
  room.like(3);
  expect([room.takeUnsavedLikes(), room.takeUnsavedLikes(), room.hasUnsavedLikes()]).toEqual([3, 0, false]);
  expect(room.snapshot().likes).toBe(3);
});

test.each(["host", "moderator", "ops"] as const)(
  "of a crowd's chat an even part is shown, and every line of a %s",
  (role) => {
    const room = open();
    for (let n = 0; n < 300; n += 1) room.talk.add({ ...said(`${n}`), role: n % 100 === 50 ? role : "viewer" });
    const shown = room.takeFrame()?.chat ?? [];
    expect(shown.filter((line) => line.role === role).map(({ body }) => body)).toEqual(["50", "150", "250"]);
    expect(shown).toHaveLength(20);
    const thirds = [0, 100, 200].map((from) =>
      shown.filter(({ body }) => Number(body) >= from && Number(body) < from + 100),
    );
    for (const third of thirds) expect(third.length).toBeGreaterThanOrEqual(6);
  },
);

test("a crowd that talks on and on is shown twenty lines and ten orders a second, staff all the same, and a busy frame stays small", () => {
  vi.useFakeTimers();
  try {
    const room = open({ stock: [stock(1)] });
    const shown = { chat: 0, orders: 0, staff: 0, bytes: [] as number[] };
    for (let tick = 0; tick < 50; tick += 1) {
      vi.advanceTimersByTime(200);
      for (let n = 0; n < 40; n += 1) room.talk.add(said("What a car, and when does it come to us?"));
      room.talk.add({ ...said("Soon"), role: "host" });
      const one = { id, name: "A***", editionId: id, quantity: 1, at: new Date().toISOString() };
      room.addOrders(Array.from({ length: 30 }, () => one));
      room.setStock(stock(2 + tick));
      room.setDrop(drop({ version: tick }));
      const frame = room.takeFrame();
      shown.chat += frame?.chat.length ?? 0;
      shown.staff += frame?.chat.filter(({ role }) => role === "host").length ?? 0;
      shown.orders += frame?.orders.length ?? 0;
      if (tick > 0) shown.bytes.push(JSON.stringify(frame).length);
    }
    expect(shown.staff).toBe(50);
    expect(shown.chat).toBeLessThanOrEqual(20 * 11);
    expect(shown.orders).toBeLessThanOrEqual(10 * 11);
    expect(Math.max(...shown.bytes)).toBeLessThanOrEqual(2400);
  } finally {
    vi.useRealTimers();
  }
});

function open(more: Partial<ConstructorParameters<typeof Room>[1]> = {}): Room {
  const lists = { stock: [], drops: [], orders: [], chat: [], cues: [], talk: freeTalk, ...noQuestions };
  return new Room(id, { ...state, ...lists, clockZero: performance.timeOrigin, ...more });
}

function stock(seq: number): LiveStock {
  const units = { available: seq, pooled: 0, held: 0, sold: 0, returned: 0 };
  return { editionId: id, seq, ...units, window: null, salesOpen: true };
}

let lines = 0;
function said(body: string): LiveMessage {
  lines += 1;
  return { id: `${lines}`, name: "Ada", role: "viewer", body, at: new Date().toISOString() };
}

function drop(more: Partial<LiveDrop>): LiveDrop {
  const counts = { left: 10, held: 0, sold: 0, waiting: 0, wanted: 0, firstUnits: 0, nextUnits: 0 };
  const times = { opensAt: null, closesAt: null, pausedAt: null, pausedForVideo: false, seedHash: null, seed: null };
  const terms = { units: 10, perPersonLimit: 1, seconds: 300, holdSeconds: 60, challenge: false, version: 1 };
  const what = { id, showId: id, editionId: id, title: "Ten", status: "ARMED", mode: "FIRST_COME" } as const;
  return { ...what, ...terms, ...counts, ...times, ...more };
}
