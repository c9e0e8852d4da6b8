import { useEffect, useRef, useState } from "react";
import type { AirStatus } from "#components/media/broadcast/air-messages.ts";
import type { ViewerFigures } from "./judge-air.ts";

/** How the upload stood in one second; `at` in epoch seconds. */
export type AirSample = { at: number; megabits: number; behind: number; dropped: number; stalling: number };

const kept = 300;
const everyMs = 1000;

/** One sample a second of the last five minutes on air. */
export function useAirSamples(status: AirStatus | null, viewers: ViewerFigures | null): AirSample[] {
  const [samples, setSamples] = useState<AirSample[]>([]);
  const latest = useRef({ status, viewers });
  const isOnAir = status !== null && status.state !== "stopped";

  useEffect(() => {
    latest.current = { status, viewers };
  }, [status, viewers]);

  useEffect(() => {
    if (!isOnAir) return;
    const timer = setInterval(() => {
      const now = latest.current;
      if (!now.status) return;
      const sample: AirSample = {
        at: Math.round(Date.now() / 1000),
        megabits: now.status.bitrate / 1_000_000,
        behind: now.status.secondsBehind,
        dropped: now.status.droppedOfLate,
        stalling: now.viewers?.stalling ?? 0,
      };
      setSamples((before) => [...before.slice(1 - kept).filter(({ at }) => at < sample.at), sample]);
    }, everyMs);
    return () => clearInterval(timer);
  }, [isOnAir]);

  return samples;
}
