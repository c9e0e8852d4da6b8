import { expect, test } from "vitest";
import { lookAtLatency, startCatchUp } from "#components/media/player/catch-up.ts";

type Look = { seconds: number; hasData: boolean };

/** One look a second; answers at which of them the picture leapt. */
function leapsOf(looks: Look[]): number[] {
  let state = startCatchUp;
  return looks.flatMap((look, at) => {
    const { state: next, leaps } = lookAtLatency(state, { at: at * 1000, ...look });
    state = next;
    return leaps ? [at] : [];
  });
}

const moving = (seconds: number): Look => ({ seconds, hasData: true });
const waiting = (seconds: number): Look => ({ seconds, hasData: false });

test("a picture that moves more than six seconds late leaps once", () => {
  expect(leapsOf([moving(5.9), moving(6.1), moving(2), moving(2)])).toEqual([1]);
});

test("while the line still fetches nothing leaps, however late it becomes", () => {
  expect(leapsOf(Array.from({ length: 60 }, (_, at) => waiting(at)))).toEqual([]);
});

test("a line that stands still for long after each leap is left further behind each time, up to eighteen seconds", () => {
  const slow = (from: number) => [moving(from), waiting(3), waiting(4), waiting(5)];
  expect(leapsOf([7, 8, 9.5, 13, 14, 17, 18.5].flatMap(slow))).toEqual([0, 8, 16, 24]);
});

test("two looks of waiting after a leap are its price, and a wait long after it has another cause", () => {
  const calm = Array.from({ length: 20 }, () => moving(2));
  const long = [waiting(3), waiting(4), waiting(5), waiting(6)];
  expect(leapsOf([moving(7), waiting(2), waiting(3), ...calm, ...long, moving(6.5)])).toEqual([0, 27]);
});
