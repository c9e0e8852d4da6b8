"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { TalkDesk } from "#lib/moderation/schema.ts";

const outcomes = ["held", "blocked", "allowed", "refused", "expired"] as const;

/** What each rule did in this show, day by day. */
export function RuleCounts({ counts }: { counts: TalkDesk["counts"] }) {
  const t = useTranslations("studio.talk");
  const format = useFormatter();
  const days = [...new Set(counts.map(({ day }) => day))];
  return (
    <section aria-labelledby="counts-heading" className="grid gap-2 text-sm">
      <h2 id="counts-heading" className="slug text-soft">
        {t("counts")}
      </h2>
      {days.length === 0 && <p className="text-soft">{t("countsEmpty")}</p>}
      {days.map((day) => (
        <dl key={day} className="grid gap-1">
          <dt className="font-medium">
            {format.dateTime(new Date(`${day}T00:00:00Z`), { day: "numeric", month: "short", timeZone: "UTC" })}
          </dt>
          {rulesOf(counts, day).map((rule) => (
            <dd key={rule} className="flex justify-between gap-4">
              <span>{t(`ruleOf.${rule}`)}</span>
              <span className="figures text-right text-soft">
                {format.list(
                  outcomes.flatMap((outcome) => {
                    const found = counts.find(
                      (each) => each.day === day && each.rule === rule && each.outcome === outcome,
                    );
                    return found ? [`${format.number(found.count)} ${t(`outcomeOf.${outcome}`)}`] : [];
                  }),
                  { type: "unit" },
                )}
              </span>
            </dd>
          ))}
        </dl>
      ))}
    </section>
  );
}

function rulesOf(counts: TalkDesk["counts"], day: string) {
  return [...new Set(counts.flatMap((each) => (each.day === day ? [each.rule] : [])))];
}
