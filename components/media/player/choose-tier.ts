import { around } from "./around.ts";
import type { Trouble } from "./source.ts";

/** Which of the two live tiers a viewer gets, and when the fast one is worth another try (never, when null). */
export type TierChoice = {
  tier: "fast" | "hls";
  fastAgainAt: number | null;
  failures: number;
  stalls: number[];
  /** Since when the fast picture is there without a break. */
  fastSince: number | null;
};

/** When, with a number from 0 to 1 that spreads a crowd, and how long the server asks to wait at the least. */
export type Moment = { at: number; chance: number; againMs?: number };

const calmMs = 60_000;
const maxCalmMs = 600_000;
const restartMs = 5000;
const stallsRememberedMs = 20_000;
const maxStalls = 3;
const forgottenAfterMs = 180_000;

/** Fast first, wherever the browser can. */
export function firstTier(canPlayFast: boolean): TierChoice {
  return { tier: canPlayFast ? "fast" : "hls", fastAgainAt: null, failures: 0, stalls: [], fastSince: null };
}

/**
 * The fast tier said no or broke: HLS at once, and fast again after a calm minute, later each time that it fails. What
 * this browser cannot play is judged anew like the rest: the host's next source may be of another kind.
 */
export function afterTrouble(choice: TierChoice, trouble: Trouble, { at, chance, againMs = 0 }: Moment): TierChoice {
  const isForgotten = choice.fastSince !== null && at - choice.fastSince >= forgottenAfterMs;
  const failures = (isForgotten ? 0 : choice.failures) + 1;
  const calm = Math.max(againMs, Math.min(maxCalmMs, calmMs * 2 ** (failures - 1)));
  const wait = around(trouble === "leaving" ? restartMs : calm, chance);
  const fastAgainAt = trouble === "over" ? null : at + wait;
  return { tier: "hls", fastAgainAt, failures, stalls: [], fastSince: null };
}

/** What broke while nobody looked, or while there was no network, says nothing about the line. */
export function afterAbsence(choice: TierChoice, { at, chance }: Moment): TierChoice {
  return { ...choice, tier: "hls", fastAgainAt: at + around(calmMs, chance), stalls: [], fastSince: null };
}

/** The viewer, the network or the host is back: the fast tier is worth a try at once. */
export function afterReturn(choice: TierChoice, at: number): TierChoice {
  return choice.tier === "hls" && choice.fastAgainAt !== null ? { ...choice, fastAgainAt: at } : choice;
}

/** The fast picture stood still once more. Too often, and the viewer is better off further behind. */
export function afterStall(choice: TierChoice, moment: Moment): TierChoice {
  const { at, chance } = moment;
  if (choice.tier === "hls") {
    const calmAt = at + around(calmMs, chance);
    return { ...choice, fastAgainAt: choice.fastAgainAt && Math.max(choice.fastAgainAt, calmAt) };
  }
  const stalls = [...choice.stalls.filter((each) => at - each < stallsRememberedMs), at];
  return stalls.length >= maxStalls ? afterTrouble(choice, "stalled", moment) : { ...choice, stalls };
}

export function isTimeForFast({ tier, fastAgainAt }: TierChoice, at: number): boolean {
  return tier === "hls" && fastAgainAt !== null && at >= fastAgainAt;
}

/** The fast picture is back; three minutes of it make old failures forgotten. */
export function afterFast(choice: TierChoice, at: number): TierChoice {
  return { ...choice, tier: "fast", fastAgainAt: null, stalls: [], fastSince: at };
}
