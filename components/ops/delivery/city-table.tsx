"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { CityDays } from "#components/promises/city-options.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { textColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { StaffCityView } from "#lib/promises/schema.ts";
import { CityForm } from "./city-form.tsx";

/** In the order in which buyers see them; `shown` are those that were searched for. */
export function CityTable({ cities, shown }: { cities: StaffCityView[]; shown: StaffCityView[] }) {
  const t = useTranslations("delivery.cities");
  const columns: Column<StaffCityView>[] = [
    textColumn("name", t("name"), ({ name }) => name, {
      className: ({ open }) => (open ? "min-w-32 font-medium" : "min-w-32 text-soft"),
    }),
    {
      name: "days",
      head: t("days"),
      title: t("daysCounts"),
      className: "whitespace-nowrap",
      cell: (city) => <CityDays city={city} />,
    },
    { name: "state", head: t("state"), cell: (city) => <OpenSwitch city={city} /> },
    {
      name: "acts",
      head: t("acts"),
      isHeadHidden: true,
      isNumeric: true,
      cell: (city) => <CityActs city={city} cities={cities} />,
    },
  ];
  return <DataTable keepsOrder label={t("label")} columns={columns} rows={shown} idOf={({ id }) => id} />;
}

/** Busy while it is saved; then the page shows what is so. */
function useCityChange() {
  const router = useRouter();
  const { busy, run } = useAct();
  const save = (method: string, path: string, body: unknown) =>
    run(async () => {
      await callApi(method, `/api/ops/cities/${path}`, { body });
      router.refresh();
    });
  return { busy, save };
}

function OpenSwitch({ city: { id, name, open } }: { city: StaffCityView }) {
  const t = useTranslations("delivery.cities");
  const { busy, save } = useCityChange();
  return (
    <Switch
      label={
        <>
          <span aria-hidden className={open ? "text-ok" : "text-soft"}>
            {t(open ? "open" : "closed")}
          </span>
          <span className="sr-only">{t("switch", { city: name })}</span>
        </>
      }
      checked={open}
      aria-busy={busy || undefined}
      onChange={(event) => !busy && void save("PATCH", id, { open: event.target.checked })}
      className="min-h-9 w-28 items-center py-1.5 text-sm"
    />
  );
}

function CityActs({ city, cities }: { city: StaffCityView; cities: StaffCityView[] }) {
  const t = useTranslations("delivery.cities");
  const [isEdited, setEdited] = useState(false);
  const { busy, save } = useCityChange();
  const place = cities.indexOf(city);
  const swap = (to: number) => {
    const ids = cities.map(({ id }) => id).filter((id) => id !== city.id);
    return save("PUT", "order", { ids: ids.toSpliced(to, 0, city.id) });
  };
  return (
    <>
      <span className="inline-flex items-center">
        <IconButton
          small
          label={t("up", { city: city.name })}
          disabled={place === 0 || busy}
          onClick={() => void swap(place - 1)}
        >
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t("down", { city: city.name })}
          disabled={place === cities.length - 1 || busy}
          onClick={() => void swap(place + 1)}
        >
          <ArrowDown aria-hidden />
        </IconButton>
        <Button
          look="line"
          size="sm"
          aria-label={t("editOf", { city: city.name })}
          onClick={() => setEdited(true)}
          className="ml-2"
        >
          {t("edit")}
        </Button>
      </span>
      <Sheet open={isEdited} onOpenChange={setEdited} title={city.name}>
        <CityForm city={city} onDone={() => setEdited(false)} />
      </Sheet>
    </>
  );
}
