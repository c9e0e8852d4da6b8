"use client";

import type { ComponentProps } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LivePlayer } from "./live-player.tsx";

const loadPlayer = lazyModule(() => import("./live-player.tsx"));

/** The player comes after the first paint; until then what it would show anyhow stands in its place. */
export function LazyPlayer(props: ComponentProps<typeof LivePlayer>) {
  const loaded = useModule(loadPlayer, 0);
  if (loaded) return <loaded.LivePlayer {...props} />;
  const { slate, poster } = props;
  return (
    <div className="relative size-full overflow-hidden bg-video text-on-video">
      {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
      {slate ?? (poster && <img src={poster} alt="" className="size-full object-cover" />)}
    </div>
  );
}
