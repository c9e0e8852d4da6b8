import type { Bench } from "#bench/harness/bench.ts";
export const fanout: Bench = { about: "x", steps: () => 1, run: async () => ({ ratios: {}, figures: {}, faults: [] }) };
