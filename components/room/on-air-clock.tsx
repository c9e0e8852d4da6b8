"use client";

import { OnAirBadge } from "#components/ui/badge.tsx";
import { useNow } from "#components/ui/clock.ts";

/** The tally light with the time on air: 1:04:09. */
export function OnAirClock({ since, renderedAt }: { since: string; renderedAt: number }) {
  const seconds = Math.max(0, Math.floor((useNow(renderedAt) - Date.parse(since)) / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const text = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return <OnAirBadge>{hours > 0 ? `${hours}:${text}` : text}</OnAirBadge>;
}
