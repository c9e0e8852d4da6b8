"use client";

import { Check, Gift } from "lucide-react";
import { useTranslations } from "next-intl";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { Meter } from "#components/ui/meter.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";

type GoalBarsProps = { edition: Pick<EditionView, "goals" | "sold">; className?: string };

/** What everybody gets from so many reserved units on, and how far it is. Beyond the next goal nothing is counted yet. */
export function GoalBars({ edition: { goals, sold }, className }: GoalBarsProps) {
  const t = useTranslations("product.goals");
  const next = goals.find(({ reachedAt }) => !reachedAt);
  const shown = goals.filter((goal) => goal === next || goal.reachedAt);
  if (shown.length === 0) return null;
  return (
    <ul data-testid="goals" className={className}>
      {shown.map(({ units, gift, foreign }) => (
        <li key={units} className="grid gap-1.5 py-1 text-sm">
          <span className="flex items-center gap-2">
            {units === next?.units ? (
              <Gift aria-hidden className="size-4 shrink-0 text-soft" />
            ) : (
              <Check aria-hidden className="size-4 shrink-0 text-ok" />
            )}
            <span lang={langOf(foreign, "gift")} className="wrap-anywhere">
              {t(units === next?.units ? "at" : "reached", { units, gift })}
            </span>
          </span>
          {units === next?.units && (
            <>
              <Meter label={t("bar", { gift })} max={units} parts={[{ label: gift, value: sold, tone: "ok" }]} />
              <span className="figures text-soft">{t("progress", { sold, units })}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
