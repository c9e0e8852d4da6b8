"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartOptions, type SeriesTone } from "./chart-options.ts";
import { ChartTable } from "./chart-table.tsx";
import { lazyModule } from "./lazy-module.ts";
import { watchTheme } from "./theme-watch.ts";

const loadPlot = lazyModule(() => import("uplot"));

export type ChartSeries = {
  label: string;
  values: (number | null)[];
  tone: SeriesTone;
  /** How a value is written on the axis, under the cursor and in the table. */
  format?: (value: number) => string;
};

type ChartProps = {
  label: string;
  /** Epoch seconds, ascending, one for every value of every series. */
  times: number[];
  series: ChartSeries[];
  height?: number;
  /** The value axis begins at nought, so that a half is seen as a half. */
  fromZero?: boolean;
};

/** Series over time on a canvas, drawn by uPlot once it has loaded; the same figures as a table on demand. */
export function Chart({ label, times, series, height = 220, fromZero = false }: ChartProps) {
  const t = useTranslations("common");
  const locale = useLocale();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [tableOpen, setTableOpen] = useState(false);
  const latest = useRef({ times, series });
  const shape = series.map(({ label: name, tone }) => `${name}:${tone}`).join("|");

  useEffect(() => {
    latest.current = { times, series };
    plot.current?.setData([times, ...series.map((each) => each.values)]);
  }, [times, series]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot only when the set of series changes, not their values
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    let gone = false;
    let stopWatching = () => {};

    const draw = async () => {
      const { default: Plot } = await loadPlot();
      if (gone) return;
      plot.current?.destroy();
      const current = latest.current;
      const options = chartOptions({ element, series: current.series, height, locale, fromZero });
      plot.current = new Plot(options, [current.times, ...current.series.map((each) => each.values)], element);
    };
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    void draw();
    resized.observe(element);
    stopWatching = watchTheme(() => void draw());
    return () => {
      gone = true;
      resized.disconnect();
      stopWatching();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape, height, locale, fromZero]);

  return (
    <figure className="min-w-0">
      <div ref={holder} role="img" aria-label={label} style={{ height }} className="overflow-hidden" />
      <details className="mt-1 text-sm" onToggle={(event) => setTableOpen(event.currentTarget.open)}>
        <summary className="slug w-fit text-soft hover:text-ink">{t("showTable")}</summary>
        {tableOpen && <ChartTable label={label} times={times} series={series} />}
      </details>
    </figure>
  );
}
