"use client";

import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LiveMoment } from "#lib/live/contract.ts";

const loadBanner = lazyModule(() => import("./moment-banner.tsx"));
/** There was none: fetched ahead, for a moment without a network. */
const aheadMs = 6000;

/** What the room celebrates; its script comes with the first of them. */
export function LateMoments({ moments }: { moments: LiveMoment[] | undefined }) {
  const isWanted = moments !== undefined && moments.length > 0;
  const loaded = useModule(loadBanner, isWanted ? 0 : aheadMs);
  return isWanted && loaded && <loaded.MomentBanner moments={moments} />;
}
