"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { StockSample } from "#components/drops/forecast.ts";
import { Chart } from "#components/ui/chart.tsx";

/** Units left over the time that the drop was open. */
export function StockPlot({ samples }: { samples: StockSample[] }) {
  const t = useTranslations("dropDesk.plot");
  const times = useMemo(() => samples.map(({ at }) => at / 1000), [samples]);
  const series = useMemo(
    () => [{ label: t("left"), tone: "signal" as const, values: samples.map(({ left }) => left) }],
    [samples, t],
  );
  return <Chart label={t("label")} times={times} series={series} height={112} fromZero />;
}
