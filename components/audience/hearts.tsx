"use client";

import { useEffect, useRef } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";

const loadHearts = lazyModule(() => import("./release-heart.ts"));

/** A frame of likes alone comes once a second, and they rise one after another until the next. */
const perFrame = 11;

/** Hearts for the likes that just arrived, everybody's; purely for the eye. */
export function Hearts({ likes }: { likes: number }) {
  const layer = useRef<HTMLDivElement>(null);
  const seen = useRef(likes);

  useEffect(() => {
    const fresh = likes - seen.current;
    seen.current = likes;
    if (fresh <= 0) return;
    void loadHearts().then(({ releaseHearts }) => {
      if (layer.current) releaseHearts(layer.current, Math.min(fresh, perFrame));
    });
  }, [likes]);

  return (
    <div
      ref={layer}
      aria-hidden
      className="pointer-events-none absolute right-0 bottom-0 h-4/5 w-24 overflow-hidden [container-type:size]"
    />
  );
}
