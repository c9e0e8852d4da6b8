import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cut, Segmenter } from "#lib/media/live/segmenter.ts";
import type { PublishedPart } from "#lib/media/live/window.ts";

describe("parts", () => {
  it("that all start with a key frame and last a second are published one by one, at once", () => {
    const segmenter = new Segmenter({ maxSeconds: () => 10 });
    for (const each of parts([true, true, true, true])) expect(segmenter.add(each)).toHaveLength(1);
    expect(segmenter.flush()).toEqual([]);
  });

  it("of a fifth of a second are joined up to the next key frame", () => {
    const segmenter = new Segmenter({ maxSeconds: () => 10 });
    const keyEverySecond = Array.from({ length: 12 }, (_, index) => index % 5 === 0);
    const cuts = parts(keyEverySecond, 0.2).flatMap((part) => segmenter.add(part));
    expect([...cuts, ...segmenter.flush()].map((cut) => cut.length)).toEqual([5, 5, 2]);
  });

  it("that are short and all key frames are joined to about a second", () => {
    const segmenter = new Segmenter({ maxSeconds: () => 10 });
    const cuts = parts(Array(20).fill(true), 0.1).flatMap((part) => segmenter.add(part));
    expect(cuts.map((cut) => cut.length)).toEqual([8, 8]);
  });

  it("that do not start with a key frame join the segment before, once the take has shown that it does so", () => {
    const segmenter = new Segmenter({ maxSeconds: () => 10 });
    const cuts = parts([true, false, true, false, false, true, false]).flatMap((part) => segmenter.add(part));
    expect([...cuts, ...segmenter.flush()].map((cut) => cut.length)).toEqual([1, 1, 3, 2]);
  });

  it("never share a segment with those before a leap of the take's clock", () => {
    const segmenter = new Segmenter({ maxSeconds: () => 10 });
    const given = parts([true, false, false, false], 0.2).map((part, index) => ({
      ...part,
      discontinuity: index === 2,
    }));
    expect([...given.flatMap((part) => segmenter.add(part)), ...segmenter.flush()].map((cut) => cut.length)).toEqual([
      2, 2,
    ]);
  });

  it("are all published, in order, and at most one segment of a take lacks its key frame", () => {
    const arbitrary = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(0.1, 0.2, 0.5, 1, 2)), { maxLength: 30 });
    fc.assert(
      fc.property(arbitrary, (kinds) => {
        const segmenter = new Segmenter({ maxSeconds: () => 10 });
        const given = kinds.flatMap(([key, seconds], index) => parts([index === 0 || key], seconds));
        const cuts: Cut[] = [...given.flatMap((part) => segmenter.add(part)), ...segmenter.flush()];
        expect(cuts.flat()).toEqual(given);
        const seconds = cuts.map((cut) => cut.reduce((sum, part) => sum + part.durationSeconds, 0));
        expect(seconds.every((each) => each <= 10)).toBe(true);
        const headless = cuts.filter(([first], index) => !first.startsWithKeyframe && (seconds[index - 1] ?? 0) <= 8);
        expect(headless.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

function parts(keyframes: boolean[], durationSeconds = 1): PublishedPart[] {
  return keyframes.map((startsWithKeyframe, index) => ({
    sequence: index,
    takeId: "t",
    bytes: Buffer.from([index]),
    durationSeconds,
    startedAt: index * durationSeconds * 1000,
    mediaSeconds: index * durationSeconds,
    startsWithKeyframe,
    keyframes: startsWithKeyframe ? 1 : 0,
    discontinuity: false,
    motion: [],
  }));
}
