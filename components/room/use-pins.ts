import { useCallback, useMemo, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { PinCue } from "#lib/live/contract.ts";

/** The pins of a show: the newest as they come, and once somebody reaches for the past (`readAll`) every one of them. */
export function usePins(showId: string, recent: PinCue[]) {
  const [earlier, setEarlier] = useState<PinCue[]>([]);
  const isAsked = useRef(false);

  const readAll = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    callApi<{ pins: PinCue[] }>("GET", `/api/shows/${showId}/cues`).then(
      ({ pins }) => setEarlier(pins),
      () => {
        isAsked.current = false;
      },
    );
  }, [showId]);

  const pins = useMemo(() => {
    const first = recent[0];
    return first ? [...earlier.filter(({ atMs }) => atMs < first.atMs), ...recent] : earlier;
  }, [earlier, recent]);

  return { pins, readAll };
}
