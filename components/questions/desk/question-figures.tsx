import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { QuestionFigures as Figures } from "#lib/questions/schema.ts";

/** What a show's questions came to, once it is over; nothing where nobody asked. */
export function QuestionFigures({ showId, version }: { showId: string; version: number }) {
  const t = useTranslations("questionDesk.figures");
  const format = useFormatter();
  const [figures, setFigures] = useState<Figures | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with every version
  useEffect(() => {
    const stop = new AbortController();
    callApi<Figures>("GET", `/api/shows/${showId}/questions/figures`, { signal: stop.signal }).then(
      setFigures,
      () => undefined,
    );
    return () => stop.abort();
  }, [showId, version]);
  if (!figures || figures.asked === 0) return null;
  const { medianSeconds } = figures;
  const length = (seconds: number) =>
    seconds < 120
      ? format.number(Math.round(seconds), { style: "unit", unit: "second", unitDisplay: "short" })
      : format.number(Math.round(seconds / 60), { style: "unit", unit: "minute", unitDisplay: "short" });
  const shown = [
    ...(["asked", "merged", "answered"] as const).map((name) => ({ name, value: format.number(figures[name]) })),
    { name: "median" as const, value: medianSeconds === null ? t("none") : length(medianSeconds) },
  ];
  return (
    <dl data-testid="question-figures" className="grid grid-cols-2 gap-4 border-rule border-t pt-4 sm:grid-cols-4">
      {shown.map(({ name, value }) => (
        <div key={name} title={t(`${name}Counts`)} className="grid content-start gap-1">
          <dt className="slug text-soft">{t(name)}</dt>
          <dd className="numeral text-xl">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
