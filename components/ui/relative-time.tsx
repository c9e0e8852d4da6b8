"use client";

import { useLocale } from "next-intl";
import { useNow } from "./clock.ts";

/** "3 minutes ago", kept true; the exact moment on hover. */
export function RelativeTime({ iso, renderedAt }: { iso: string; renderedAt: number }) {
  const locale = useLocale();
  const seconds = Math.round((Date.parse(iso) - useNow(renderedAt)) / 1000);
  const { unit, size } = units.find((candidate) => Math.abs(seconds) >= candidate.size) ?? smallest;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  return (
    <time dateTime={iso} title={new Date(iso).toISOString()} className="figures">
      {format.format(Math.trunc(seconds / size), unit)}
    </time>
  );
}

const smallest = { unit: "second", size: 1 } as const;
const units = [
  { unit: "year", size: 31_557_600 },
  { unit: "month", size: 2_629_800 },
  { unit: "day", size: 86_400 },
  { unit: "hour", size: 3600 },
  { unit: "minute", size: 60 },
  smallest,
] as const;
