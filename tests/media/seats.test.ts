import { expect, it } from "vitest";
import { Seats } from "#lib/media/fast/seats.ts";

it("a crowd that is turned away is told to come back later and later, and a single viewer in a minute", () => {
  const seats = new Seats({ capacity: 0, ofOne: 0 });
  expect(seats.askAgainAfter(0)).toBe(60);
  const told = Array.from({ length: 5000 }, () => seats.askAgainAfter(1000));
  expect(Math.max(...told)).toBe(500);
  expect(told.filter((seconds) => seconds === 60).length).toBeLessThan(700);
  for (let more = 0; more < 5000; more++) seats.askAgainAfter(2000);
  expect(seats.askAgainAfter(2000)).toBe(600);
  expect(seats.askAgainAfter(20 * 60_000)).toBe(60);
});
