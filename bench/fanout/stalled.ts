import type { FixtureSets } from "#bench/fanout/fixtures.ts";
import { play } from "#bench/fanout/frame-cost.ts";
import { quantile } from "#bench/harness/statistics.ts";
import { closeViewers, openViewers } from "#bench/harness/viewers.ts";

const crowd = 50;
const everyMs = 100;

/** Fifty viewers who joined and then never read, while full frames leave ten times a second. */
export async function sufferStalled({ ours, edition }: FixtureSets, ms: number) {
  const before = p99(await play(ours, "pulse", { ...edition, everyMs }, ms));
  const stalled = await openViewers({ port: ours.port, showId: edition.showId, count: crowd });
  for (const { line } of stalled) line.pause();
  const empty = await ours.child.memory();
  const during = p99(await play(ours, "pulse", { ...edition, everyMs }, ms));
  const full = await ours.child.memory();
  closeViewers(stalled);
  const after = p99(await play(ours, "pulse", { ...edition, everyMs }, ms));
  return { cost: during / ((before + after) / 2), kilobytesEach: Math.max(0, full.live - empty.live) / crowd / 1024 };
}

const p99 = ({ latencies }: { latencies: number[] }) => quantile(latencies, 0.99);
