"use client";

import { useTranslations } from "next-intl";
import type { LiveDrop } from "#lib/live/contract.ts";
import { DropClock } from "./drop-clock.tsx";
import { DropStock } from "./drop-stock.tsx";

/** A drop in one strip: its clock, its units, its limit and its rule. */
export function DropFacts({ drop, renderedAt }: { drop: LiveDrop; renderedAt: number }) {
  const t = useTranslations("drops");
  return (
    <div className="flex items-end justify-between gap-4 border-rule border-b pb-3">
      <DropClock drop={drop} renderedAt={renderedAt} />
      <div className="grid justify-items-end gap-0.5 text-right text-sm text-soft">
        {drop.status === "OPEN" ? (
          <DropStock drop={drop} justBack={0} className="justify-end" />
        ) : (
          <span className="figures">
            {t("units", { count: drop.units })} · {t("limit", { count: drop.perPersonLimit })}
          </span>
        )}
        <span>{t(`rule.${drop.mode}`)}</span>
      </div>
    </div>
  );
}
