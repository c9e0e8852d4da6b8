"use client";

import { useLocale, useTranslations } from "next-intl";
import { countColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Meter } from "#components/ui/meter.tsx";
import type { StaffWaveView } from "#lib/delivery-windows/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { MoveWave } from "./move-wave.tsx";

/** Every wave with what it promised and when, by edition. */
export function WaveTable({ waves }: { waves: StaffWaveView[] }) {
  const t = useTranslations("delivery.waves");
  return (
    <section aria-labelledby="waves" className="grid min-w-0 content-start gap-3">
      <h2 id="waves" className="slug text-soft">
        {t("heading")}
      </h2>
      <DataTable
        keepsOrder
        label={t("label")}
        columns={useColumns(waves)}
        rows={waves}
        idOf={({ id }) => id}
        empty={<EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>}
      />
    </section>
  );
}

function useColumns(waves: StaffWaveView[]): Column<StaffWaveView>[] {
  const t = useTranslations("delivery.waves");
  const locale = useLocale();
  return [
    {
      name: "edition",
      head: t("edition"),
      className: "min-w-44",
      cell: (wave, index) => <EditionOnce wave={wave} isFirst={waves[index - 1]?.editionId !== wave.editionId} />,
    },
    countColumn("wave", t("wave"), ({ number }) => number),
    {
      name: "promised",
      head: t("promised"),
      title: t("promisedCounts"),
      className: "min-w-36",
      cell: ({ allocated, capacity }) => (
        <span className="grid gap-1">
          {t("ofPlaces", { allocated, capacity })}
          <Meter
            label={t("promised")}
            max={capacity}
            parts={[{ label: t("promised"), value: allocated, tone: allocated >= capacity ? "warn" : "ink" }]}
          />
        </span>
      ),
    },
    {
      name: "window",
      head: t("window"),
      title: t("windowCounts"),
      className: "whitespace-nowrap",
      cell: (wave) => formatWindow(wave, locale),
    },
    {
      name: "acts",
      head: t("acts"),
      isHeadHidden: true,
      isNumeric: true,
      cell: (wave) => <MoveWave wave={wave} />,
    },
  ];
}

/** Seen on the first of its waves, heard on all of them. */
function EditionOnce({ wave: { product, edition, sku }, isFirst }: { wave: StaffWaveView; isFirst: boolean }) {
  return (
    <span className={isFirst ? "grid" : "sr-only"}>
      <span className="font-medium">
        {product} · {edition}
      </span>
      {isFirst && <span className="font-mono text-soft text-xs">{sku}</span>}
    </span>
  );
}
