"use client";

import dynamicPart from "next/dynamic";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";

const loadDrops = lazyModule(() => import("./room-drops.tsx"));
const aheadMs = 3000;

/** Drops with their scripts: beside the page's own where one is on as the room opens, fetched ahead where none is. */
export const LateDrops = dynamicPart(() =>
  lazyModule(() => import("./room-drops.tsx"))().then((module) => module.RoomDrops),
);

/** A drop that is armed later finds its script here, also without a network. */
export function useDropsAhead(): void {
  useModule(loadDrops, aheadMs);
}
