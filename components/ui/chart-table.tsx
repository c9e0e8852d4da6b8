import { useLocale, useTranslations } from "next-intl";
import type { ChartSeries } from "./chart.tsx";
import { type Column, DataTable } from "./data-table.tsx";

type Moment = { time: number; index: number };

/** The figures of a chart, newest first. */
export function ChartTable({ label, times, series }: { label: string; times: number[]; series: ChartSeries[] }) {
  const t = useTranslations("common");
  const locale = useLocale();
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const number = new Intl.NumberFormat(locale);
  const columns: Column<Moment>[] = [
    { name: "time", head: t("chartTime"), cell: ({ time }) => moment.format(time * 1000) },
    ...series.map(({ label: name, values, format = number.format }) => ({
      name,
      head: name,
      isNumeric: true,
      cell: ({ index }: Moment) => {
        const value = values[index];
        return value === null || value === undefined ? "–" : format(value);
      },
    })),
  ];
  const rows = times.map((time, index) => ({ time, index })).reverse();
  return (
    <DataTable label={label} columns={columns} rows={rows} idOf={({ time }) => String(time)} className="max-h-72" />
  );
}
