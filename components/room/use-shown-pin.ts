import { type RefObject, useEffect, useState } from "react";
import type { PinCue } from "#lib/live/contract.ts";
import { pinnedAt } from "#lib/live/cues.ts";

const lookEveryMs = 50;

/** The product that is pinned at the moment on screen: a card appears with the picture it belongs to, whatever the delay. */
export function useShownPin(cues: PinCue[], clock: RefObject<() => number | null>): string | null {
  const [shown, setShown] = useState(() => pinnedAt(cues, null));

  useEffect(() => {
    const look = () => setShown(pinnedAt(cues, clock.current()));
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [cues, clock]);

  return shown;
}
