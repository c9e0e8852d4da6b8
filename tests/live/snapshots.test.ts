import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Snapshot } from "#lib/live/contract.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

const showId = "01900000-0000-7000-8000-000000000001";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("however many ask, a room is read and written down once a second, for sockets and requests alike", async () => {
  let reads = 0;
  const snapshots = new Snapshots(async () => {
    reads += 1;
    return room(reads);
  });
  for (let second = 1; second <= 3; second += 1) {
    const many = [snapshots.find(showId), snapshots.packet(showId), snapshots.find(showId), snapshots.packet(showId)];
    const [found, packet, again, last] = await Promise.all(many);
    expect(reads).toBe(second);
    expect(again).toBe(found);
    expect(last).toBe(packet);
    vi.advanceTimersByTime(999);
    await snapshots.find(showId);
    expect(reads).toBe(second);
    vi.advanceTimersByTime(2);
  }
});

test("a socket gets with the snapshot what happened since, and nothing twice", async () => {
  const snapshots = new Snapshots(async () => room(7));
  for (const seq of [6, 7, 8]) snapshots.follow(showId, frame(seq));
  await snapshots.packet(showId);
  snapshots.follow(showId, frame(9));
  const packet = await snapshots.packet(showId);
  const [name, whole, ...since] = JSON.parse(packet?.text.slice(1) ?? "[]");
  expect([name, whole.seq, since]).toEqual(["snapshot", 7, [{ seq: 8 }, { seq: 9 }]]);
  expect(await snapshots.packet(showId)).toBe(packet);
});

test("a show that does not exist is asked for again, and one that cannot be read now can be read later", async () => {
  const reads = [Promise.resolve(null), Promise.reject(new Error("no database")), Promise.resolve(room(1))];
  const snapshots = new Snapshots(async () => (await reads.shift()) ?? null);
  expect(await snapshots.packet(showId)).toBeNull();
  await expect(snapshots.find(showId)).rejects.toThrow("no database");
  expect(await snapshots.find(showId)).toMatchObject({ seq: 1 });
});

function room(seq: number): Snapshot {
  const at = new Date(Date.now()).toISOString();
  const lists = { stock: [], drops: [], orders: [], chat: [], cues: [], talk: freeTalk, ...noQuestions };
  return {
    ...{ v: 1, showId, seq, at, status: "LIVE", video: "live", viewers: 1, likes: 0 },
    ...{ pinned: null, cueAt: 0, catalog: 1, ...lists },
  };
}

function frame(seq: number) {
  return { to: ["desks", "viewers"] as const, seq, text: JSON.stringify({ seq }) };
}
