import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fragment } from "#lib/media/fragment.ts";
import { createSegmenter } from "#lib/media/segmenter.ts";

describe("fragments", () => {
  it("that all start with a key frame are published one by one, at once", () => {
    const segmenter = createSegmenter();
    for (const each of fragments([true, true, true, true])) expect(segmenter.add(each)).toHaveLength(1);
    expect(segmenter.flush()).toEqual([]);
  });

  it("that do not start with one join the segment before, once the take has shown that it does so", () => {
    const segmenter = createSegmenter();
    const cuts = fragments([true, false, true, false, false, true, false]).flatMap(segmenter.add);
    expect([...cuts, ...segmenter.flush()].map((cut) => cut.durationSeconds)).toEqual([1, 1, 3, 2]);
  });

  it("before the first key frame are left out", () => {
    const segmenter = createSegmenter();
    const cuts = fragments([false, false, true]).flatMap(segmenter.add);
    expect([...cuts, ...segmenter.flush()].map((cut) => cut.baseTimeSeconds)).toEqual([2]);
  });

  it("mark a jump of the take's clock", () => {
    const segmenter = createSegmenter();
    const [first, second, third] = fragments([true, true, true]);
    if (!first || !second || !third) throw new Error("Three fragments are needed.");
    const cuts = [first, second, { ...third, baseTimeSeconds: 20 }].flatMap(segmenter.add);
    expect(cuts.map((cut) => cut.gap)).toEqual([false, false, true]);
  });

  it("are all published, in order, and at most one segment of a take lacks its key frame", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 9 }), (keyframes) => {
        const segmenter = createSegmenter();
        const given = fragments([true, ...keyframes]);
        const cuts = [...given.flatMap(segmenter.add), ...segmenter.flush()];
        expect(Buffer.concat(cuts.map((cut) => cut.bytes))).toEqual(Buffer.concat(given.map((each) => each.bytes)));
        expect(cuts.filter((cut) => !cut.startsWithKeyframe).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

function fragments(keyframes: boolean[]): Fragment[] {
  return keyframes.map((startsWithKeyframe, second) => ({
    bytes: Buffer.from([second]),
    baseTimeSeconds: second,
    durationSeconds: 1,
    startsWithKeyframe,
  }));
}
