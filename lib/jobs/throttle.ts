import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

const longest = 2000;

/** Rests between pieces of work that can wait, five times as long as they took while the process is full: who buys comes first. */
export class Throttle {
  #began = performance.now();
  #seen = performance.eventLoopUtilization();

  async rest(): Promise<void> {
    const { utilization } = performance.eventLoopUtilization(this.#seen);
    const took = performance.now() - this.#began;
    await pause(Math.min(longest, took * 10 * Math.max(0, utilization - 0.5)));
    this.#began = performance.now();
    this.#seen = performance.eventLoopUtilization();
  }
}
