import { describe, expect, it } from "vitest";
import { afterFast, afterStall, afterTrouble, firstTier, isTimeForFast } from "#components/media/choose-tier.ts";

const minute = 60_000;

describe("the tier of a viewer", () => {
  it("is the fast one wherever the browser can, else HLS for good", () => {
    expect(firstTier(true).tier).toBe("fast");
    const without = firstTier(false);
    expect(without.tier).toBe("hls");
    expect(isTimeForFast(without, 1e9)).toBe(false);
  });

  it("is HLS at once when the fast line breaks or is full, and fast again after a calm minute", () => {
    for (const trouble of ["lost", "full", "slow", "stalled", "failed"] as const) {
      const fallen = afterTrouble(firstTier(true), trouble, 1000);
      expect(fallen.tier).toBe("hls");
      expect(isTimeForFast(fallen, 1000 + minute - 1)).toBe(false);
      expect(isTimeForFast(fallen, 1000 + minute)).toBe(true);
    }
  });

  it("is tried less often the more often it failed, but never given up", () => {
    const often = [1, 2, 3, 4, 5, 6, 7].reduce((choice) => afterTrouble(choice, "lost", 0), firstTier(true));
    expect(isTimeForFast(often, 9 * minute)).toBe(false);
    expect(isTimeForFast(often, 10 * minute)).toBe(true);
  });

  it("is tried again in seconds when the server said that it only restarts", () => {
    expect(isTimeForFast(afterTrouble(firstTier(true), "leaving", 0), 5000)).toBe(true);
  });

  it("stays HLS where the browser cannot play what comes", () => {
    expect(isTimeForFast(afterTrouble(firstTier(true), "unsupported", 0), 1e9)).toBe(false);
  });

  it("changes when the picture stands still three times in twenty seconds, not for one hiccup a minute", () => {
    const hiccups = [0, minute, 2 * minute, 3 * minute].reduce(afterStall, firstTier(true));
    expect(hiccups.tier).toBe("fast");
    expect([0, 5000, 10_000].reduce(afterStall, firstTier(true)).tier).toBe("hls");
  });

  it("does not go back to fast while HLS itself struggles", () => {
    const fallen = afterTrouble(firstTier(true), "lost", 0);
    expect(isTimeForFast(afterStall(fallen, 50_000), minute)).toBe(false);
    expect(afterFast(fallen)).toMatchObject({ tier: "fast", fastAgainAt: null });
  });
});
