"use client";

import { useEffect } from "react";
import { correctClock } from "#components/ui/clock.ts";

const slackMs = 3000;

/** Sets the page's timers by the database's clock when the device's is off by more than the page took to arrive. */
export function ClockCorrection({ serverTime }: { serverTime: string }) {
  useEffect(() => {
    const now = Date.parse(serverTime);
    if (Math.abs(now - Date.now()) > slackMs) correctClock(now);
  }, [serverTime]);
  return null;
}
