"use client";

import type { ComponentProps } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { AskedCard } from "./asked-card.tsx";
import type { ClaimCard } from "./claim-card.tsx";

const loadAsked = lazyModule(() => import("./asked-card.tsx"));
const loadClaim = lazyModule(() => import("./claim-card.tsx"));
/** Nothing is on air, or pinned: fetched ahead, for a moment without a network. */
const aheadMs = 6000;

/** The question on air; its script comes with the first one. */
export function LateAskedCard(props: ComponentProps<typeof AskedCard>) {
  const isWanted = props.cues.length > 0;
  const loaded = useModule(loadAsked, isWanted ? 0 : aheadMs);
  return isWanted && loaded && <loaded.AskedCard {...props} />;
}

/** What is said and true; its script comes with the first one. */
export function LateClaimCard(props: ComponentProps<typeof ClaimCard>) {
  const isWanted = props.claimId !== null;
  const loaded = useModule(loadClaim, isWanted ? 0 : aheadMs);
  return isWanted && loaded && <loaded.ClaimCard {...props} />;
}
