import type { FixtureSets } from "#bench/fanout/fixtures.ts";
import { play } from "#bench/fanout/frame-cost.ts";

/**
 * Bytes of a frame of a busy show: twenty lines of chat and ten orders a second with the edition's figures in every frame, and
 * once a second a drop that moved. On average, and the largest.
 */
export async function weighFrames(
  { ours, edition }: FixtureSets,
  ms: number,
): Promise<{ mean: number; largest: number }> {
  const viewer = ours.viewers[0];
  if (!viewer) throw new Error("nobody watches");
  await play(ours, "bustle", { ...edition, everyMs: 200 }, 2000);
  viewer.sizes = [];
  await play(ours, "bustle", { ...edition, everyMs: 200 }, ms);
  const sizes = viewer.sizes;
  viewer.sizes = null;
  return { mean: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, largest: Math.max(...sizes) };
}
