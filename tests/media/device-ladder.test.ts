import { describe, expect, it } from "vitest";
import { createDeviceLadder, relieve } from "#components/media/broadcast/device-ladder.ts";
import { rungs } from "#components/media/broadcast/ladder.ts";

/** A device that leaves out this share of thirty pictures, by the step it stands on; the step of every second. */
function stand(seconds: number, dropsAt: (step: number, second: number) => number): number[] {
  let at = 0;
  const ladder = createDeviceLadder(() => at);
  return Array.from({ length: seconds }, (_, second) => {
    at = second * 1000;
    const dropped = Math.round(30 * dropsAt(ladder.step(), second));
    ladder.look({ dropped, encoded: 30 - dropped });
    return ladder.step();
  });
}

describe("a hot or weak device", () => {
  it("is relieved after five seconds of more than a tenth, as far as it needs", () => {
    const steps = stand(60, (step) => (step < 2 ? 0.2 : 0));
    expect(steps.indexOf(1)).toBeLessThanOrEqual(5);
    expect(steps.at(-1)).toBe(2);
    expect(stand(60, () => 0.09).at(-1)).toBe(0);
    expect(stand(60, (_, second) => (second % 4 === 0 ? 0 : 0.5)).at(-1)).toBe(0);
    expect(stand(600, () => 0.9).at(-1)).toBe(3);
  });

  it("goes up again after three calm minutes, and later each time that did not hold", () => {
    const cool = stand(600, (_, second) => (second < 10 ? 0.3 : 0));
    expect(cool[170]).toBeGreaterThan(0);
    expect(cool.at(-1)).toBe(0);
    const warm = stand(3600, (step) => (step === 0 ? 0.3 : 0));
    const climbs = warm.filter((step, second) => step === 0 && warm[second - 1] === 1).length;
    expect(climbs).toBeLessThanOrEqual(5);
    expect(climbs).toBeGreaterThan(1);
  });

  it("makes no more than the line's rung does", () => {
    expect(relieve(rungs[0], 1)).toMatchObject({ framesPerSecond: 24, scale: 1, pictureBits: 2_500_000 });
    expect(relieve(rungs[0], 2)).toMatchObject({ framesPerSecond: 24, scale: 0.75 });
    expect(relieve(rungs[3] ?? rungs[0], 1)).toMatchObject({ framesPerSecond: 20, scale: 0.75 });
    expect(relieve(rungs[4] ?? rungs[0], 3)).toMatchObject({ framesPerSecond: 1 });
  });
});
