import type { Child } from "#bench/harness/child.ts";
import type { Viewer } from "#bench/harness/viewers.ts";

export type Watched = {
  /** Frames that arrived, over all viewers. */
  frames: number;
  seconds: number;
  /** CPU seconds of the serving process. */
  processor: number;
  latencies: number[];
  /** Share of one core that the viewers themselves used. */
  generator: number;
};

/** What a crowd receives during `ms` and what that costs the process that sends. */
export async function watch(child: Child, viewers: Viewer[], ms: number): Promise<Watched> {
  const own = process.cpuUsage();
  const started = performance.now();
  const spent = await child.processorSeconds();
  const before = framesOf(viewers);
  for (const viewer of viewers) if (viewer.latencies) viewer.latencies = [];
  await new Promise((resume) => setTimeout(resume, ms));
  const processor = (await child.processorSeconds()) - spent;
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  return {
    frames: framesOf(viewers) - before,
    seconds,
    processor,
    latencies: viewers.flatMap(({ latencies }) => latencies ?? []),
    generator: (user + system) / 1e6 / seconds,
  };
}

function framesOf(viewers: Viewer[]): number {
  return viewers.reduce((sum, { frames }) => sum + frames, 0);
}
