"use client";

import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";

const loadBars = lazyModule(() => import("./goal-bars.tsx"));

/** The goals of a product's first edition that has any; their script comes with them. */
export function LazyGoals({ product, className }: { product: ProductView; className?: string }) {
  const edition = product.editions.find(({ goals }) => goals.length > 0);
  return edition && <Loaded edition={edition} className={className} />;
}

function Loaded({ edition, className }: { edition: EditionView; className: string | undefined }) {
  const loaded = useModule(loadBars, 0);
  return loaded && <loaded.GoalBars edition={edition} className={className} />;
}
