"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { StaffCityView } from "#lib/delivery-windows/schema.ts";
import { CityForm } from "./city-form.tsx";
import { CityImport } from "./city-import.tsx";
import { CityTable } from "./city-table.tsx";

type Open = "new" | "list" | null;
const manyCities = 12;

/** The cities that orders go to: one by one, or as a list. */
export function CityDesk({ cities }: { cities: StaffCityView[] }) {
  const t = useTranslations("delivery");
  const [open, setOpen] = useState<Open>(null);
  const [wanted, setWanted] = useState("");
  const close = () => setOpen(null);
  const shown = cities.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const acts = (
    <WhoMay what="operate">
      <div className="flex flex-wrap gap-2">
        <Button look="line" size="sm" onClick={() => setOpen("new")}>
          {t("cities.add")}
        </Button>
        <Button look="line" size="sm" onClick={() => setOpen("list")}>
          {t("cities.bulk")}
        </Button>
      </div>
    </WhoMay>
  );
  return (
    <section aria-labelledby="cities" className="grid min-w-0 content-start gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 id="cities" className="slug text-soft">
          {t("cities.heading")}
          {cities.length > 0 && (
            <span className="figures ml-3 normal-case tracking-normal">
              {t("cities.count", { open: cities.filter((city) => city.open).length, all: cities.length })}
            </span>
          )}
        </h2>
        {cities.length > 0 && acts}
      </div>
      {cities.length === 0 && (
        <EmptyState title={t("cities.empty")} action={acts}>
          {t("cities.emptyLead")}
        </EmptyState>
      )}
      {cities.length > manyCities && (
        <Input
          aria-label={t("cities.search")}
          placeholder={t("cities.search")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="min-h-9 text-sm"
        />
      )}
      {cities.length > 0 && <CityTable cities={cities} shown={shown} />}
      <Sheet open={open === "new"} onOpenChange={close} title={t("city.new")}>
        <CityForm city={null} onDone={close} />
      </Sheet>
      <Sheet open={open === "list"} onOpenChange={close} title={t("list.heading")} description={t("list.lead")}>
        <CityImport onDone={close} />
      </Sheet>
    </section>
  );
}
