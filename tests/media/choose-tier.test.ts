import { describe, expect, it } from "vitest";
import {
  afterAbsence,
  afterFast,
  afterReturn,
  afterStall,
  afterTrouble,
  firstTier,
  isTimeForFast,
} from "#components/media/player/choose-tier.ts";

const minute = 60_000;
/** In the middle of what a crowd is spread over. */
const moment = (at: number) => ({ at, chance: 0.5 });

describe("the tier of a viewer", () => {
  it("is the fast one wherever the browser can, else HLS for good", () => {
    expect(firstTier(true).tier).toBe("fast");
    const without = firstTier(false);
    expect(without.tier).toBe("hls");
    expect(isTimeForFast(without, 1e9)).toBe(false);
  });

  it("is HLS at once when the fast line breaks or is full, and fast again after a calm minute", () => {
    for (const trouble of ["lost", "full", "slow", "stalled", "failed"] as const) {
      const fallen = afterTrouble(firstTier(true), trouble, moment(1000));
      expect(fallen.tier).toBe("hls");
      expect(isTimeForFast(fallen, 1000 + minute - 1)).toBe(false);
      expect(isTimeForFast(fallen, 1000 + minute)).toBe(true);
    }
  });

  it("is tried less often the more often it failed, but never given up", () => {
    const often = [1, 2, 3, 4, 5, 6, 7].reduce((choice) => afterTrouble(choice, "lost", moment(0)), firstTier(true));
    expect(isTimeForFast(often, 9 * minute)).toBe(false);
    expect(isTimeForFast(often, 10 * minute)).toBe(true);
  });

  it("is tried again in seconds when the server said that it only restarts", () => {
    expect(isTimeForFast(afterTrouble(firstTier(true), "leaving", moment(0)), 5000)).toBe(true);
  });

  it("is asked for again over most of a wait, each at a moment of their own, and later where the server says so", () => {
    const next = (chance: number, againMs?: number) =>
      afterTrouble(firstTier(true), "full", { at: 0, chance, againMs }).fastAgainAt;
    expect([next(0), next(0.5), next(0.75)]).toEqual([0.7 * minute, minute, 1.15 * minute]);
    expect([next(0, 10 * minute), next(0.5, 10 * minute)]).toEqual([7 * minute, 10 * minute]);
    const restart = [0, 0.5].map((chance) => afterTrouble(firstTier(true), "leaving", { at: 0, chance }).fastAgainAt);
    expect(restart).toEqual([3500, 5000]);
  });

  it("is HLS where the browser cannot play what comes, until the host sends something else", () => {
    const unplayable = afterTrouble(firstTier(true), "unsupported", moment(0));
    expect(isTimeForFast(unplayable, minute - 1)).toBe(false);
    expect(isTimeForFast(afterReturn(unplayable, 10_000), 10_000)).toBe(true);
    expect(isTimeForFast(afterReturn(firstTier(false), 10_000), 1e9)).toBe(false);
    expect(isTimeForFast(afterTrouble(firstTier(true), "over", moment(0)), 1e9)).toBe(false);
  });

  it("is tried at once by whoever comes back, and what broke meanwhile is not held against the line", () => {
    const away = [1, 2, 3, 4].reduce((choice) => afterAbsence(choice, moment(0)), firstTier(true));
    expect(away.failures).toBe(0);
    expect(isTimeForFast(afterReturn(away, 20_000), 20_000)).toBe(true);
  });

  it("forgets old failures after three calm minutes of the fast picture", () => {
    const often = [1, 2, 3, 4].reduce((choice) => afterTrouble(choice, "lost", moment(0)), firstTier(true));
    const back = afterFast(often, 0);
    expect(isTimeForFast(afterTrouble(back, "lost", moment(2 * minute)), 4 * minute)).toBe(false);
    expect(isTimeForFast(afterTrouble(back, "lost", moment(3 * minute)), 4 * minute)).toBe(true);
  });

  it("changes when the picture stands still three times in twenty seconds, not for one hiccup a minute", () => {
    const hiccups = [0, minute, 2 * minute, 3 * minute].reduce(
      (choice, at) => afterStall(choice, moment(at)),
      firstTier(true),
    );
    expect(hiccups.tier).toBe("fast");
    expect([0, 5000, 10_000].reduce((choice, at) => afterStall(choice, moment(at)), firstTier(true)).tier).toBe("hls");
  });

  it("does not go back to fast while HLS itself struggles", () => {
    const fallen = afterTrouble(firstTier(true), "lost", moment(0));
    expect(isTimeForFast(afterStall(fallen, moment(50_000)), minute)).toBe(false);
    expect(afterFast(fallen, 0)).toMatchObject({ tier: "fast", fastAgainAt: null });
  });
});
