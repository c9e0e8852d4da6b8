import type { Progress } from "#bench/harness/progress.ts";

export type Figure = number | string | null;

/** What a benchmark found. Ratios are against the baseline their name says; `faults` is empty when every invariant held. */
export type Outcome = { ratios: Record<string, Figure>; figures: Record<string, Figure>; faults: string[] };

export type Setting = {
  /** About 40 seconds, for a first look; the figures to hold against a bar come from a run without it. */
  short: boolean;
  /** The larger crowd. */
  full: boolean;
  /** Folder for a CPU profile of the product's process. */
  profile: string | undefined;
  progress: Progress;
};

export type Bench = { about: string; steps(setting: Setting): number; run(setting: Setting): Promise<Outcome> };
