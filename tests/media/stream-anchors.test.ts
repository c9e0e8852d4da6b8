import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StreamAnchors } from "#components/media/player/stream-anchors.ts";

describe("the moments of the fast picture", () => {
  it("are found again from where they lie, also behind a leap of the clock", () => {
    const part = fc.record({ durationSeconds: fc.integer({ min: 1, max: 20 }), leapMs: fc.nat(5000) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 50 }), fc.nat(), (parts, pick) => {
        const anchors = new StreamAnchors();
        let streamMs = 1_000_000;
        for (const { durationSeconds, leapMs } of parts) {
          streamMs += leapMs;
          anchors.add(anchors.end(), { durationSeconds, streamClockMs: streamMs });
          streamMs += durationSeconds * 1000;
        }
        const seconds = pick % anchors.end();
        const found = anchors.secondsAt(anchors.streamTimeAt(seconds) ?? Number.NaN);
        expect(found).toBeCloseTo(seconds);
      }),
    );
  });

  it("end with the newest part, and are unknown before the first", () => {
    const anchors = new StreamAnchors();
    expect([anchors.end(), anchors.streamTimeAt(0), anchors.secondsAt(0)]).toEqual([0, null, null]);
    anchors.add(0, { durationSeconds: 2, streamClockMs: 5000 });
    expect(anchors.streamTimeAt(9)).toBe(7000);
    expect(anchors.secondsAt(4999)).toBeNull();
  });

  it("keep ten minutes of the newest seconds, not the whole show", () => {
    const anchors = new StreamAnchors();
    for (let second = 0; second < 1000; second++) {
      anchors.add(second, { durationSeconds: 1, streamClockMs: second * 1000 });
    }
    expect(anchors.secondsAt(399_000)).toBeNull();
    expect(anchors.secondsAt(400_000)).toBe(400);
    expect(anchors.end()).toBe(1000);
  });
});
