"use client";

import type { ComponentProps } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { PlayerMenu } from "./player-menu.tsx";

const loadMenu = lazyModule(() => import("./player-menu.tsx"));
const afterFirstPaintMs = 1500;

/** The menu comes after the first paint: it is rarely opened and heavy. Its place is kept. */
export function LazyPlayerMenu(props: ComponentProps<typeof PlayerMenu>) {
  const loaded = useModule(loadMenu, afterFirstPaintMs);
  return loaded ? <loaded.PlayerMenu {...props} /> : <span className="size-11 shrink-0" />;
}
