"use client";

import { type RefObject, useEffect, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";

const lookEveryMs = 500;
const kept = 5;

/** Seconds that the picture on screen is behind the moment, to a tenth, without its jitter; null while it is not known. */
export function useDelay(clock: RefObject<() => number | null>): number | null {
  const [delay, setDelay] = useState<number | null>(null);

  useEffect(() => {
    let recent: number[] = [];
    const timer = setInterval(() => {
      const at = clock.current();
      const behind = at === null ? null : Math.max(0, (serverTime() - at) / 1000);
      recent = behind === null ? [] : [...recent, behind].slice(-kept);
      const median = recent.toSorted((one, other) => one - other)[Math.floor(recent.length / 2)];
      setDelay(median === undefined ? null : Math.round(median * 10) / 10);
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [clock]);

  return delay;
}
