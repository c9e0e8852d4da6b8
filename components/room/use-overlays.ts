import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { Overlays } from "#lib/replays/schema.ts";

const none: Overlays = { asked: [], claims: [], polls: [], chapters: [], segments: [] };
const restMs = 30_000;

/** What a show put over its picture. `readAgain` reads it, at most twice a minute: while a show is on air there is more and more of it. */
export function useOverlays(showId: string) {
  const [overlays, setOverlays] = useState(none);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  const readAgain = useCallback(() => {
    if (performance.now() - askedAt.current < restMs) return;
    askedAt.current = performance.now();
    callApi<Overlays>("GET", `/api/shows/${showId}/overlays`).then(setOverlays, () => {
      askedAt.current = Number.NEGATIVE_INFINITY;
    });
  }, [showId]);
  return { overlays, readAgain };
}

/** The same of a show that is over. */
export function useAllOverlays(showId: string): Overlays {
  const { overlays, readAgain } = useOverlays(showId);
  useEffect(() => readAgain(), [readAgain]);
  return overlays;
}
