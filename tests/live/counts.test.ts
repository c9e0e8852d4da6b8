import { expect, test, vi } from "vitest";
import { Boards } from "#lib/live/boards.ts";
import { Handshakes } from "#lib/live/handshakes.ts";
import { Presence } from "#lib/live/presence.ts";
import { NamelessViewers, namelessOfAddress, Speakers } from "#lib/live/speakers.ts";
import { log } from "#lib/log.ts";

test("a viewer is told of once, with the first tab, and is gone with the last", () => {
  const told: number[] = [];
  const presence = new Presence((_, viewers) => told.push(viewers));
  for (const viewer of ["ada", "ada", "bob"]) presence.enter("show", viewer);
  expect(told).toEqual([1, 2]);
  presence.leave("show", "ada");
  expect([presence.viewers("show"), told]).toEqual([2, [1, 2]]);
  presence.leave("show", "ada");
  presence.leave("show", "ada");
  expect([presence.viewers("show"), told]).toEqual([1, [1, 2, 1]]);
});

test("an address may open a thousand sockets a second, again in the next, and no more", () => {
  const handshakes = new Handshakes();
  const open = (count: number, second: number) =>
    Array.from({ length: count }, () => handshakes.admit({ network: "a", session: null }, second * 1000));
  expect(open(1100, 1).filter(Boolean)).toHaveLength(1000);
  expect(open(1100, 2).filter(Boolean)).toHaveLength(1000);
});

test("strangers share two thousand sockets a second, and whoever has a session is let in beside them", () => {
  const handshakes = new Handshakes();
  const network = (n: number) => `network ${n % 50}`;
  const strangers = Array.from({ length: 3000 }, (_, n) =>
    handshakes.admit({ network: network(n), session: null }, 1000),
  );
  expect(strangers.filter(Boolean)).toHaveLength(2000);
  const known = Array.from({ length: 15 }, () => handshakes.admit({ network: network(1), session: "ada" }, 1000));
  expect(known.filter(Boolean)).toHaveLength(10);
});

test("forty sockets of an account are open at once, and one that closed makes room", () => {
  const speakers = new Speakers();
  const taken = Array.from({ length: 41 }, () => speakers.take("account:ada"));
  expect(taken.filter(Boolean)).toHaveLength(40);
  speakers.giveBack("account:ada");
  expect([speakers.take("account:ada"), speakers.take("account:ada"), speakers.take("account:bob")]).toEqual([
    ...[true, false, true],
  ]);
});

test.each([
  ["an account", { account: "ada", device: null }, 5],
  ["a browser without an account", { account: null, device: "browser" }, 5],
  ["an address without either", { account: null, device: null }, 5 * namelessOfAddress],
])("%s says so many lines of chat in five seconds, over however many sockets", (_, who, most) => {
  const speakers = new Speakers();
  const speaker = { ...who, network: "a" };
  const said = Array.from({ length: 60 }, () => accepts(() => speakers.spend("chat", speaker)));
  expect(said.filter(Boolean)).toHaveLength(most);
});

test("programs without a name beyond the first few of an address are one viewer, until one of those leaves", () => {
  const nameless = new NamelessViewers();
  const ids = Array.from({ length: 12 }, (_, n) => nameless.viewerId("a", `socket ${n}`));
  expect(new Set(ids).size).toBe(namelessOfAddress + 1);
  nameless.leave("a", "socket 0");
  expect(nameless.viewerId("a", "socket 12")).toBe("socket 12");
});

test("a changed board is read once for who looks, and again when it could not be read", async () => {
  vi.spyOn(log, "warn").mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ["performance"] });
  let reads = 0;
  const sent: string[] = [];
  const boards = new Boards({
    read: async () => {
      reads += 1;
      if (reads === 1) throw new Error("the database is away");
      return null;
    },
    isWatched: (showId) => showId === "watched",
    send: (showId) => sent.push(showId),
  });
  for (const showId of ["watched", "watched", "unwatched"]) boards.touch(showId);
  const counts: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    boards.tick();
    await new Promise((resume) => setImmediate(resume));
    counts.push(reads);
    vi.advanceTimersByTime(600);
  }
  // Once a second at most: the second tick comes too early.
  expect(counts).toEqual([1, 1, 2, 2]);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function accepts(say: () => void): boolean {
  try {
    say();
    return true;
  } catch {
    return false;
  }
}
