import { findProgram } from "#lib/boot/cluster/programs.ts";

/** What stands before several processes: a proxy of the system, or Node itself, which hands each line to the next process. */
export const frontNames = ["nginx", "haproxy", "node"] as const;
export type FrontName = (typeof frontNames)[number];

/** `stop` resolves when nothing of it runs any more. */
export type Front = { stop(): Promise<void> };

/** The first proxy that the system has; Node where it has none. */
export function findFront(): FrontName {
  return frontNames.find((name) => name === "node" || findProgram([name])) ?? "node";
}
