import { describe, expect, it } from "vitest";
import { afterStall, type Delay, holdDelay, startDelay } from "#components/media/player/hold-delay.ts";

describe("a live picture", () => {
  it("that is too late plays a little faster until it is not, and never audibly so", () => {
    const { rates, ahead } = watch({ ahead: 1, seconds: 60, delay: startDelay(-60_000) });
    expect(Math.max(...rates)).toBeLessThanOrEqual(1.06);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.97);
    expect(rates.some((rate) => rate > 1.02)).toBe(true);
    expect(ahead).toBeGreaterThan(0.2);
    expect(ahead).toBeLessThan(0.45);
  });

  it("that has just begun leaps to its distance instead of creeping there", () => {
    const { ahead, skipped } = watch({ ahead: 1, seconds: 4 });
    expect(skipped).toBeGreaterThan(0.5);
    expect(ahead).toBeLessThan(0.4);
  });

  it("that has too little left is slowed down until there is enough", () => {
    const { rates, ahead } = watch({ ahead: 0.12, seconds: 60 });
    expect(Math.min(...rates)).toBeLessThan(1);
    expect(ahead).toBeGreaterThan(0.2);
  });

  it("that is far too late leaps at once", () => {
    const { skipped } = watch({ ahead: 6, seconds: 5 });
    expect(skipped).toBeGreaterThan(5);
  });

  it("that stood still keeps more in hand, and spends it again after calm minutes", () => {
    const stalled = [1000, 2000, 3000].reduce(afterStall, startDelay(0));
    expect(stalled.target).toBeCloseTo(0.7);
    const calm = watch({ ahead: 0.75, seconds: 240, delay: stalled, from: 3000 });
    expect(calm.delay.target).toBeCloseTo(0.25);
  });

  it("keeps its distance while parts come in steps of a second", () => {
    let delay = startDelay(0);
    let ahead = 0.25;
    const rates: number[] = [];
    for (let at = 0; at < 30_000; at += 100) {
      if (at % 1000 === 0) ahead += 1;
      const step = holdDelay(delay, { at, ahead });
      delay = step.delay;
      rates.push(step.rate);
      ahead -= 0.1 * step.rate;
    }
    expect(rates.slice(50).every((rate) => rate > 0.96 && rate < 1.03)).toBe(true);
  });
});

/** Plays a stream whose parts come evenly, and tells what became of the buffer. */
function watch(start: { ahead: number; seconds: number; delay?: Delay; from?: number }) {
  const from = start.from ?? 0;
  let { ahead, delay = startDelay(from) } = start;
  let skipped = 0;
  const rates: number[] = [];
  for (let at = from; at < from + start.seconds * 1000; at += 100) {
    const step = holdDelay(delay, { at, ahead });
    delay = step.delay;
    skipped += step.skip;
    rates.push(step.rate);
    ahead += 0.1 - 0.1 * step.rate - step.skip;
  }
  return { rates, ahead, skipped, delay };
}
