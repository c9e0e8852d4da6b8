"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import { Chart } from "#components/ui/chart.tsx";
import type { Board } from "#lib/live/contract.ts";
import { fillMinutes } from "./fill-minutes.ts";

/** Orders placed, reserved and gone in each minute; quiet minutes are zero, not missing. */
export function MinuteChart({ minutes, until, height }: { minutes: Board["minutes"]; until: string; height: number }) {
  const t = useTranslations("ops.minutes");
  const format = useFormatter();
  const rows = useMemo(() => fillMinutes(minutes, until), [minutes, until]);
  const times = useMemo(() => rows.map((row) => Date.parse(row.minute) / 1000), [rows]);
  const whole = useCallback((orders: number) => (Number.isInteger(orders) ? format.number(orders) : ""), [format]);
  const series = useMemo(
    () => [
      { label: t("placed"), tone: "ink" as const, format: whole, values: rows.map((row) => row.placed) },
      { label: t("reserved"), tone: "ok" as const, format: whole, values: rows.map((row) => row.reserved) },
      { label: t("gone"), tone: "warn" as const, format: whole, values: rows.map((row) => row.gone) },
    ],
    [rows, t, whole],
  );
  return (
    <section aria-labelledby="minutes-heading" className="grid content-start gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="minutes-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        <ul className="flex flex-wrap gap-x-4 text-xs">
          {series.map(({ label, tone, values }) => (
            <li key={label} className="figures flex items-center gap-1.5">
              <span aria-hidden className={`h-0.5 w-3 ${swatches[tone]}`} />
              {label}
              <span className="font-medium">{values.at(-1) ?? 0}</span>
            </li>
          ))}
        </ul>
      </div>
      <Chart label={t("label")} times={times} series={series} height={height} />
    </section>
  );
}

const swatches = { ink: "bg-ink", ok: "bg-ok", warn: "bg-warn" };
