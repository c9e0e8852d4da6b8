"use client";

import { useLocale, useTranslations } from "next-intl";
import { WayDays } from "#components/delivery-windows/way-days.tsx";
import { textColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { namedCountries } from "#lib/addresses/countries.ts";
import type { ShippingZone } from "#lib/shipping/schema.ts";

/** The zones of the shop with the days of their way; the owner says them. Nothing where it has none. */
export function ZoneTable({ zones }: { zones: ShippingZone[] }) {
  const t = useTranslations("delivery.zones");
  const locale = useLocale();
  if (zones.length === 0) return null;
  const columns: Column<ShippingZone>[] = [
    textColumn("name", t("name"), ({ name }) => name, { className: "min-w-24 font-medium" }),
    textColumn(
      "countries",
      t("countries"),
      ({ countries, isRest }) =>
        [...namedCountries(countries, locale).map(({ name }) => name), ...(isRest ? [t("rest")] : [])].join(", "),
      { className: "min-w-40 text-soft" },
    ),
    {
      name: "days",
      head: t("days"),
      title: t("daysCounts"),
      className: "whitespace-nowrap",
      cell: ({ firstDays, lastDays }) => <WayDays way={{ firstDays, lastDays, isWorking: true }} />,
    },
  ];
  return (
    <section aria-labelledby="zones" className="grid min-w-0 content-start gap-3">
      <h2 id="zones" className="slug text-soft">
        {t("heading")}
      </h2>
      <DataTable keepsOrder label={t("heading")} columns={columns} rows={zones} idOf={({ name }) => name} />
      <p className="text-soft text-sm">{t("lead")}</p>
    </section>
  );
}
