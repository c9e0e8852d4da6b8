import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { LiveStock } from "#lib/live/contract.ts";
import type { Room } from "#lib/live/room.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

type Start = ConstructorParameters<typeof Room>[1];

const showId = randomUUID();
const editionId = randomUUID();

test("what happened while a cold room was read is not lost", async () => {
  const reads = [start({ seq: 5, available: 9 }), start({ seq: 6, available: 8 })];
  const rooms = new Rooms({ load: async () => reads.shift() ?? null, send: () => {} });
  const room = await rooms.open(showId);
  expect(room?.snapshot().stock).toMatchObject([{ seq: 6, available: 8 }]);
});

test("a room that is read while its video starts and somebody speaks knows both", async () => {
  const said = { id: "1", name: "Ada", role: "viewer", body: "Hello", at: "2026-11-29T10:00:00.000Z" } as const;
  const reads: Start[] = [start({}), { ...start({}), video: "live", viewers: 3, chat: [said] }];
  const rooms = new Rooms({ load: async () => reads.shift() ?? null, send: () => {} });
  const room = await rooms.open(showId);
  expect(room?.snapshot()).toMatchObject({ video: "live", viewers: 3, chat: [said] });
});

test("a room that is read again keeps what was published meanwhile", async () => {
  const slow = Promise.withResolvers<Start>();
  const reads = [Promise.resolve(start({ seq: 5 })), Promise.resolve(start({ seq: 5 })), slow.promise];
  const rooms = new Rooms({ load: async () => (await reads.shift()) ?? null, send: () => {} });
  const room = await rooms.open(showId);
  const reading = rooms.refresh(showId);
  room?.setStock({ ...line({ seq: 8, available: 3 }) });
  room?.change({ status: "ENDED" });
  slow.resolve(start({ seq: 7, available: 4 }));
  await reading;
  expect(room?.snapshot()).toMatchObject({ status: "ENDED", stock: [{ seq: 8, available: 3 }] });
});

test("pages hear that a room was read again, by a number that grows", async () => {
  const rooms = new Rooms({ load: async () => start({}), send: () => {} });
  const room = await rooms.open(showId);
  const before = room?.snapshot().catalog ?? 0;
  await rooms.refresh(showId);
  expect(room?.snapshot().catalog).toBe(before + 1);
});

test("many who come to a cold room at once read it once", async () => {
  let reads = 0;
  const load = async () => {
    reads += 1;
    return start({});
  };
  const rooms = new Rooms({ load, send: () => {} });
  const opened = await Promise.all(Array.from({ length: 50 }, () => rooms.open(showId)));
  expect(new Set(opened).size).toBe(1);
  expect(reads).toBe(2);
});

test("a crowd gets two frames a second, everybody else five, and none of what changed is lost", async () => {
  const framesIn = async (viewers: number) => {
    const frames: number[] = [];
    const rooms = new Rooms({
      load: async () => ({ ...start({}), viewers }),
      send: (_, { to, frame }) => void (to.some((audience) => audience === "viewers") && frames.push(frame.likes)),
    });
    const room = await rooms.open(showId);
    for (let tick = 0; tick < 50; tick += 1) {
      room?.change({ likes: tick + 1 });
      rooms.tick(200 * tick);
    }
    rooms.tick(200 * 53);
    return { count: frames.length, likes: frames.at(-1) };
  };
  expect(await framesIn(500)).toEqual({ count: 50, likes: 50 });
  expect(await framesIn(50_000)).toEqual({ count: 21, likes: 50 });
});

test("a show that cannot be read now can be read later", async () => {
  const reads = [Promise.reject(new Error("no database")), Promise.resolve(start({})), Promise.resolve(start({}))];
  const rooms = new Rooms({ load: async () => (await reads.shift()) ?? null, send: () => {} });
  await expect(rooms.open(showId)).rejects.toThrow("no database");
  expect(await rooms.open(showId)).not.toBe(null);
});

test("a room that nothing happened in sends nothing, and a busy one sends one frame a tick", async () => {
  const sent: number[] = [];
  const rooms = new Rooms({
    load: async () => start({}),
    send: (_, { to, frame }) => void (to.some((audience) => audience === "viewers") && sent.push(frame.seq)),
  });
  const room = await rooms.open(showId);
  rooms.tick();
  const before = sent.length;
  rooms.tick();
  expect(sent.length).toBe(before);
  for (let n = 1; n <= 100; n += 1) room?.setStock(line({ seq: n, available: 100 - n }));
  rooms.tick();
  rooms.tick();
  expect(sent.length).toBe(before + 1);
});

test("a room is let go ten minutes after the last one left it, not while somebody is there or likes are unsaved", async () => {
  let isWatched = true;
  const rooms = new Rooms({ load: async () => start({}), send: () => {}, isWatched: () => isWatched });
  const room = await rooms.open(showId);
  const minutes = (n: number) => rooms.sweep(n * 60_000);
  minutes(0);
  minutes(20);
  expect(rooms.peek(showId)).toBe(room);
  isWatched = false;
  minutes(21);
  minutes(30);
  expect(rooms.peek(showId)).toBe(room);
  room?.like(1);
  minutes(40);
  expect(rooms.peek(showId)).toBe(room);
  room?.takeUnsavedLikes();
  minutes(41);
  minutes(51);
  expect(rooms.peek(showId)).toBe(null);
});

function line(figures: Partial<LiveStock>): LiveStock {
  return {
    editionId,
    seq: 1,
    available: 10,
    pooled: 0,
    held: 0,
    sold: 0,
    returned: 0,
    window: null,
    salesOpen: true,
    ...figures,
  };
}

function start(figures: Partial<LiveStock>): Start {
  const state = { status: "LIVE", video: "waiting", viewers: 0, likes: 0, pinned: null, cueAt: 0, catalog: 1 } as const;
  const lists = { stock: [line(figures)], drops: [], orders: [], chat: [], cues: [], talk: freeTalk, ...noQuestions };
  return { ...state, ...lists, clockZero: performance.timeOrigin };
}
