import { describe, expect, it } from "vitest";
import { StreamClock } from "#lib/media/live/stream-clock.ts";

const began = Date.UTC(2026, 10, 25, 12);
const twoHours = 7200;

describe("the stream clock", () => {
  it.each([
    ["a thousandth fast", 1.001, 0.2],
    ["a thousandth slow", 0.999, 0.2],
    ["a thousandth slow, with key frames two seconds apart", 0.999, 2],
    ["right", 1, 0.2],
  ])("stays within 100 ms of a source whose clock is %s, over two hours of a jittery line", (_what, rate, step) => {
    const clock = new StreamClock();
    const random = createRandom(7);
    let worst = 0;
    for (let media = step; media < twoHours; media += step) {
      const madeAt = began + (media / rate) * 1000;
      clock.arrived(media, madeAt + 40 + random() * 120);
      const error = (clock.timeOf(media) ?? 0) - (madeAt + 40);
      if (media > 5) worst = Math.max(worst, Math.abs(error));
    }
    expect(worst).toBeLessThan(100);
  });

  it("is moved by less than 100 ms when the host's line is half a minute behind, and forgets it again", () => {
    const clock = new StreamClock();
    const error = (media: number) => (clock.timeOf(media) ?? 0) - (began + media * 1000);
    for (let media = 0.2; media < 60; media += 0.2) clock.arrived(media, began + media * 1000);
    for (let media = 60; media < 90; media += 0.2) clock.arrived(media, began + media * 1000 + 3000);
    expect(error(90)).toBeLessThan(100);
    expect(clock.lateSeconds()).toBeGreaterThan(2.8);
    for (let media = 90; media < 95; media += 0.2) clock.arrived(media, began + media * 1000);
    expect(Math.abs(error(95))).toBeLessThan(5);
  });

  it("never says that something was made after it arrived, once the first seconds are over", () => {
    const clock = new StreamClock();
    clock.arrived(0.2, began + 200 + 900);
    for (let media = 0.4; media < 20; media += 0.2) clock.arrived(media, began + media * 1000);
    expect(clock.timeOf(20)).toBeLessThanOrEqual(began + 20_000);
  });

  it("runs on for parts one after the other, and answers for moments past and still to come", () => {
    const clock = new StreamClock();
    let last = 0;
    for (let media = 0.2; media < 120; media += 0.2) {
      clock.arrived(media, began + media * 1000 + (media > 60 ? 0 : 800));
      const now = clock.timeOf(media) ?? 0;
      expect(now).toBeGreaterThan(last);
      last = now;
    }
    expect(clock.timeOf(30)).toBeCloseTo(began + 30_800, -2);
    expect(clock.timeOf(130)).toBeCloseTo(began + 130_000, -2);
  });

  it("begins anew where the source's clock leaps, and not before what was shown", () => {
    const clock = new StreamClock();
    clock.arrived(10, began);
    clock.reset({ startSeconds: 100, earliest: began + 500 });
    clock.arrived(100.2, began + 200);
    expect(clock.timeOf(100)).toBe(began + 500);
    expect(clock.timeOf(10)).toBe(began);
  });
});

/** The same numbers from 0 to 1 in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
