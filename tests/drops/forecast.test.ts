import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastSellOut, type StockSample } from "#components/drops/forecast.ts";

/** A drop sampled once a second that sells `perSecond` units a second from `from` on. */
function steadySale({ from, perSecond, seconds }: { from: number; perSecond: number; seconds: number }): StockSample[] {
  return Array.from({ length: seconds + 1 }, (_, second) => ({
    at: second * 1000,
    left: Math.max(0, Math.round(from - perSecond * second)),
  }));
}

describe("the sell-out forecast", () => {
  it("says nothing before a few units are sold, nor once none are left", () => {
    expect(forecastSellOut([], null)).toBeNull();
    expect(forecastSellOut([{ at: 0, left: 50 }], null)).toBeNull();
    expect(forecastSellOut(steadySale({ from: 50, perSecond: 0.2, seconds: 10 }), null)).toBeNull();
    expect(forecastSellOut(steadySale({ from: 50, perSecond: 10, seconds: 5 }), null)).toBeNull();
  });

  it("follows a steady sale: the last eighty units at one a second are gone in 80 seconds", () => {
    const forecast = forecastSellOut(steadySale({ from: 120, perSecond: 1, seconds: 40 }), null);
    expect(forecast).toMatchObject({ kind: "gone", inMs: 80_000 });
  });

  it("goes by the last seconds, not by the rush at the opening", () => {
    const rush = steadySale({ from: 1000, perSecond: 50, seconds: 10 });
    const calm = steadySale({ from: 500, perSecond: 1, seconds: 60 }).map(({ at, left }) => ({
      at: at + 10_000,
      left,
    }));
    const forecast = forecastSellOut([...rush, ...calm], null);
    expect(forecast).toMatchObject({ kind: "gone", inMs: 440_000 });
  });

  it("says how many are left over when the drop closes first", () => {
    const samples = steadySale({ from: 100, perSecond: 1, seconds: 30 });
    expect(forecastSellOut(samples, 50_000)).toEqual({ kind: "leftOver", units: 50 });
    expect(forecastSellOut(samples, 200_000)).toMatchObject({ kind: "gone", inMs: 70_000 });
  });

  it("counts units that came back against the rate", () => {
    const samples = [
      { at: 0, left: 40 },
      { at: 5000, left: 20 },
      { at: 10_000, left: 36 },
    ];
    expect(forecastSellOut(samples, null)).toMatchObject({ kind: "gone", inMs: 90_000 });
    expect(forecastSellOut([...samples, { at: 12_000, left: 41 }], null)).toBeNull();
  });

  it("never lies outside its own range, and more units are never gone sooner", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (taken, left, more) => {
        const samplesTo = (rest: number) => {
          let units = rest;
          return taken
            .map((count, index) => ({ at: (taken.length - index) * 1000, count }))
            .map(({ at, count }) => {
              const sample = { at, left: units };
              units += count;
              return sample;
            })
            .reverse();
        };
        const few = forecastSellOut(samplesTo(left), null);
        const many = forecastSellOut(samplesTo(left + more), null);
        if (few?.kind !== "gone" || many?.kind !== "gone") return few === null && many === null;
        const isInside = few.earliestMs <= few.inMs && (few.latestMs === null || few.inMs <= few.latestMs);
        return isInside && many.inMs > few.inMs;
      }),
    );
  });

  it("is surer of itself the more it has seen", () => {
    const width = (perSecond: number) => {
      const forecast = forecastSellOut(steadySale({ from: 2000, perSecond, seconds: 30 }), null);
      if (forecast?.kind !== "gone" || forecast.latestMs === null) throw new Error("no range");
      return (forecast.latestMs - forecast.earliestMs) / forecast.inMs;
    };
    expect(width(0.5)).toBeLessThan(width(0.2));
  });
});
