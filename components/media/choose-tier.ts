import type { Trouble } from "./source.ts";

/** Which of the two live tiers a viewer gets, and when the fast one is worth another try (never, when null). */
export type TierChoice = { tier: "fast" | "hls"; fastAgainAt: number | null; failures: number; stalls: number[] };

const calmMs = 60_000;
const longestCalmMs = 600_000;
const restartMs = 5000;
const stallsRememberedMs = 20_000;
const mostStalls = 3;

/** Fast first, wherever the browser can. */
export function firstTier(canPlayFast: boolean): TierChoice {
  return { tier: canPlayFast ? "fast" : "hls", fastAgainAt: null, failures: 0, stalls: [] };
}

/** The fast tier said no or broke: HLS at once, and fast again after a calm minute, later each time that it fails. */
export function afterTrouble(choice: TierChoice, trouble: Trouble, at: number): TierChoice {
  const failures = choice.failures + 1;
  const wait = Math.min(longestCalmMs, calmMs * 2 ** (failures - 1));
  const fastAgainAt =
    trouble === "unsupported" || trouble === "over" ? null : at + (trouble === "leaving" ? restartMs : wait);
  return { tier: "hls", fastAgainAt, failures, stalls: [] };
}

/** The fast picture stood still once more. Too often, and the viewer is better off further behind. */
export function afterStall(choice: TierChoice, at: number): TierChoice {
  if (choice.tier === "hls") {
    return { ...choice, fastAgainAt: choice.fastAgainAt && Math.max(choice.fastAgainAt, at + calmMs) };
  }
  const stalls = [...choice.stalls.filter((each) => at - each < stallsRememberedMs), at];
  return stalls.length >= mostStalls ? afterTrouble(choice, "stalled", at) : { ...choice, stalls };
}

export function isTimeForFast({ tier, fastAgainAt }: TierChoice, at: number): boolean {
  return tier === "hls" && fastAgainAt !== null && at >= fastAgainAt;
}

/** The fast picture is back; a long while of it makes old failures forgotten. */
export function afterFast(choice: TierChoice): TierChoice {
  return { ...choice, tier: "fast", fastAgainAt: null, stalls: [] };
}
