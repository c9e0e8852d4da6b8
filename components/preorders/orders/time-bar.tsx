"use client";

import { useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";

/** The part of a window of time that is still left, draining from the left by the server's clock. */
export function TimeBar({ from, to, renderedAt }: { from: string; to: string; renderedAt: number }) {
  const t = useTranslations("myOrders.clock");
  const now = useNow(renderedAt);
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const left = Math.min(1, Math.max(0, (end - now) / Math.max(1, end - start)));
  return (
    <div
      role="img"
      aria-label={t("label", { percent: left })}
      title={t("label", { percent: left })}
      className="h-1.5 bg-rule"
    >
      <div className="ml-auto h-full bg-ink" style={{ width: `${left * 100}%` }} />
    </div>
  );
}
