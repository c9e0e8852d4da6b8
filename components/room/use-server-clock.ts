import { useEffect } from "react";
import { correctClock } from "#components/ui/clock.ts";
import type { Snapshot } from "#lib/live/contract.ts";

/** Sets the page's clocks by what the live line brings; the first picture is as old as the page and is not trusted. */
export function useServerClock(show: Snapshot, initial: Snapshot): void {
  const { at } = show;
  const isFresh = show !== initial;
  useEffect(() => {
    if (isFresh) correctClock(Date.parse(at));
  }, [at, isFresh]);
}
