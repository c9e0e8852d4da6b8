"use client";

import { type RefObject, useEffect } from "react";
import { say } from "#lib/live/socket.ts";

const lookEveryMs = 500;
const looksThatStall = 2;
const sayEveryMs = 10_000;

/** Tells the server every ten seconds whether this viewer had to wait for pictures: the host sees how many do. */
export function useWatchReport(
  video: RefObject<HTMLVideoElement | null>,
  { showId, isPlaying }: { showId: string; isPlaying: boolean },
): void {
  useEffect(() => {
    const element = video.current;
    if (!element || !isPlaying) return;
    let seenAt = element.currentTime;
    let still = 0;
    let stalled = false;
    const looking = setInterval(() => {
      still = element.paused || element.currentTime !== seenAt ? 0 : still + 1;
      seenAt = element.currentTime;
      stalled ||= still >= looksThatStall;
    }, lookEveryMs);
    // Whoever came with a crowd does not speak with it.
    let saying = setTimeout(tell, Math.random() * sayEveryMs);

    function tell(): void {
      saying = setTimeout(tell, sayEveryMs);
      void say("watch", { showId, tier: "hls", behindSeconds: null, stalled });
      stalled = false;
    }

    return () => {
      clearInterval(looking);
      clearTimeout(saying);
    };
  }, [video, showId, isPlaying]);
}
