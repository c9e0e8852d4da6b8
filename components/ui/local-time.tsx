"use client";

import { useLocale } from "next-intl";
import { useSyncExternalStore } from "react";

type LocalTimeProps = { iso: string; style?: "time" | "second" | "minute" | "day" | "full" };

/** A moment in the reader's own zone, named; in UTC until the page has come alive. */
export function LocalTime({ iso, style = "full" }: LocalTimeProps) {
  const locale = useLocale();
  const zone = useSyncExternalStore(never, ownZone, () => "UTC");
  const format = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: zone });
  return (
    <time dateTime={iso} title={new Date(iso).toISOString()} className="figures">
      {format.format(new Date(iso))}
    </time>
  );
}

const styles = {
  time: { hour: "2-digit", minute: "2-digit", timeZoneName: "short", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  minute: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "short", day: "numeric", month: "short" },
  full: {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    hourCycle: "h23",
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function never(): () => void {
  return () => undefined;
}
