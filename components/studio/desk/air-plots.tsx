import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { Chart } from "#components/ui/chart.tsx";
import type { AirSample } from "./use-air-samples.ts";

const plots = [
  { name: "megabits", tone: "signal" },
  { name: "behind", tone: "ink" },
  { name: "dropped", tone: "warn" },
  { name: "stalling", tone: "warn" },
] as const;

/** The last five minutes as curves, for whoever wants more than the words. */
export function AirPlots({ samples }: { samples: AirSample[] }) {
  const t = useTranslations("studio.air.plots");
  const [isOpen, setOpen] = useState(false);
  const times = useMemo(() => samples.map(({ at }) => at), [samples]);
  return (
    <details className="text-sm" onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary className="slug w-fit py-2 text-soft hover:text-ink">{t("heading")}</summary>
      {isOpen && samples.length > 1 && (
        <div className="grid grid-cols-1 gap-4 pt-2 sm:grid-cols-2">
          {plots.map((plot) => (
            <Plot key={plot.name} {...plot} times={times} samples={samples} />
          ))}
        </div>
      )}
      {isOpen && samples.length < 2 && <p className="py-2 text-soft">{t("empty")}</p>}
    </details>
  );
}

type PlotProps = (typeof plots)[number] & { times: number[]; samples: AirSample[] };

function Plot({ name, tone, times, samples }: PlotProps) {
  const t = useTranslations("studio.air.plots");
  const format = useFormatter();
  const short = useCallback((value: number) => format.number(value, { maximumFractionDigits: 1 }), [format]);
  const series = useMemo(
    () => [{ label: t(name), tone, format: short, values: samples.map((sample) => sample[name]) }],
    [samples, name, tone, short, t],
  );
  return (
    <div className="grid min-w-0 content-start gap-1">
      <h4 className="text-soft text-xs">{t(name)}</h4>
      <Chart label={t(name)} times={times} series={series} height={96} fromZero />
    </div>
  );
}
