import { beforeEach, expect, test, vi } from "vitest";
import { keptLines, type UnsentLine } from "#components/audience/kept-lines.ts";

const tab = new Map<string, string>();

beforeEach(() => {
  tab.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (place: string) => tab.get(place) ?? null,
    setItem: (place: string, text: string) => tab.set(place, text),
    removeItem: (place: string) => tab.delete(place),
  });
});

test("an unsent line waits for the account that wrote it, in the show it was written in", () => {
  const [ada, bob] = ["ada", "bob"].map((account) => keptLines({ showId: "s1", account, isGuest: false }));
  ada?.keep(lineOf(1));
  expect(ada?.read()).toEqual([lineOf(1)]);
  expect(bob?.read()).toEqual([]);
  expect(keptLines({ showId: "s2", account: "ada", isGuest: false }).read()).toEqual([]);
  ada?.drop("key 1");
  expect(tab.size).toBe(0);
});

test("what somebody wrote before they had an account goes with the guest they become, and with nobody who signs in", () => {
  keptLines({ showId: "s1", account: null, isGuest: true }).keep(lineOf(1));
  expect(keptLines({ showId: "s1", account: "ada", isGuest: false }).read()).toEqual([]);
  const guest = keptLines({ showId: "s1", account: "guest", isGuest: true });
  guest.keep(lineOf(2));
  expect(guest.read()).toEqual([lineOf(1), lineOf(2)]);
  guest.drop("key 1");
  expect(guest.read()).toEqual([lineOf(2)]);
});

test("a tab keeps the newest twenty, forgives what it cannot read, and a full one loses nothing but the line", () => {
  const lines = keptLines({ showId: "s1", account: "ada", isGuest: false });
  for (let number = 1; number <= 25; number += 1) lines.keep(lineOf(number));
  expect(lines.read().map(({ key }) => key)).toEqual(Array.from({ length: 20 }, (_, index) => `key ${index + 6}`));
  tab.set("unsent:s1:ada", '[{"key":1},"x"');
  expect(lines.read()).toEqual([]);
  vi.stubGlobal("sessionStorage", {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(() => lines.keep(lineOf(1))).not.toThrow();
});

function lineOf(number: number): UnsentLine {
  return { key: `key ${number}`, body: `Line ${number}`, writtenAt: number, isOld: false };
}
