import type uPlot from "uplot";
import { resolveColour } from "./resolve-colour.ts";

export type SeriesTone = "ink" | "signal" | "ok" | "soft" | "warn";

type ChartShape = {
  element: HTMLElement;
  series: { label: string; tone: SeriesTone; format?: (value: number) => string }[];
  height: number;
  locale: string;
  fromZero?: boolean;
};

/** uPlot options in the colours the element stands in. */
export function chartOptions({ element, series, height, locale, fromZero = false }: ChartShape): uPlot.Options {
  const colour = (token: string) => resolveColour(element, token);
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis = { stroke: colour("--soft"), font, ticks: { show: false } } satisfies uPlot.Axis;
  const first = series[0]?.format ?? ((value: number) => new Intl.NumberFormat(locale).format(value));
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const fineClock = new Intl.DateTimeFormat(locale, {
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  });

  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    padding: [8, 20, 0, 0],
    ...(fromZero ? { scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high)] } } } : {}),
    axes: [
      {
        ...axis,
        size: 30,
        grid: { show: false },
        values: (_plot, splits, _axis, _space, step) =>
          splits.map((at) => (step < 60 ? fineClock : clock).format(at * 1000)),
      },
      {
        ...axis,
        size: 56,
        grid: { stroke: colour("--rule"), width: 1 },
        values: (_, splits) => splits.map((value) => first(value)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, tone }) => ({ label, stroke: colour(`--${tone}`), width: 2, points: { show: false } })),
    ],
  };
}
