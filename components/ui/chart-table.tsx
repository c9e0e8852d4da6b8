import { useLocale, useTranslations } from "next-intl";
import type { ChartSeries } from "./chart.tsx";
import { Cell, HeadCell, Row, Table } from "./table.tsx";

/** The figures of a chart, newest first. */
export function ChartTable({ label, times, series }: { label: string; times: number[]; series: ChartSeries[] }) {
  const t = useTranslations("common");
  const locale = useLocale();
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const number = new Intl.NumberFormat(locale);
  return (
    <div className="max-h-72 overflow-y-auto">
      <Table dense label={label}>
        <thead>
          <tr>
            <HeadCell>{t("chartTime")}</HeadCell>
            {series.map((each) => (
              <HeadCell key={each.label} numeric>
                {each.label}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {times
            .map((time, index) => (
              <Row key={time}>
                <Cell>{moment.format(time * 1000)}</Cell>
                {series.map(({ label: name, values, format }) => {
                  const value = values[index];
                  return (
                    <Cell key={name} numeric>
                      {value === null || value === undefined ? "–" : format ? format(value) : number.format(value)}
                    </Cell>
                  );
                })}
              </Row>
            ))
            .reverse()}
        </tbody>
      </Table>
    </div>
  );
}
