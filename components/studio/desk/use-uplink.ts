import { useCallback, useEffect, useRef, useState } from "react";
import { measureUplink } from "#components/media/broadcast/measure-uplink.ts";

/** Bits per second, or why there are none. */
export type Uplink = number | "unknown" | "measuring" | "failed";

/** What the host's line carries, measured once when wanted and again when asked. */
export function useUplink(showId: string, isWanted: boolean): { uplink: Uplink; measure: () => void } {
  const [uplink, setUplink] = useState<Uplink>("unknown");
  const running = useRef<AbortController>(null);

  const measure = useCallback(() => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setUplink("measuring");
    measureUplink(showId, control.signal).then(setUplink, () => {
      if (!control.signal.aborted) setUplink("failed");
    });
  }, [showId]);

  useEffect(() => {
    if (!isWanted) return;
    measure();
    return () => running.current?.abort();
  }, [isWanted, measure]);

  return { uplink, measure };
}
