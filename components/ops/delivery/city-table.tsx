"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { WayDays } from "#components/delivery-windows/way-days.tsx";
import { ActSwitch } from "#components/forms/act-switch.tsx";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { MoveButtons } from "#components/forms/move-buttons.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { textColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { StaffCityView } from "#lib/delivery-windows/schema.ts";
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
      cell: (city) => <WayDays way={city} />,
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

function useCityChange() {
  const router = useRouter();
  return async (method: string, path: string, body: unknown) => {
    await callApi(method, `/api/ops/cities/${path}`, { body });
    router.refresh();
  };
}

function OpenSwitch({ city: { id, name, open } }: { city: StaffCityView }) {
  const t = useTranslations("delivery.cities");
  const save = useCityChange();
  return (
    <WhoMay what="operate" otherwise={t(open ? "open" : "closed")}>
      <ActSwitch
        name={t("switch", { city: name })}
        on={t("open")}
        off={t("closed")}
        isOn={open}
        turn={(to) => save("PATCH", id, { open: to })}
      />
    </WhoMay>
  );
}

function CityActs({ city, cities }: { city: StaffCityView; cities: StaffCityView[] }) {
  const t = useTranslations("delivery.cities");
  const [isEdited, setEdited] = useState(false);
  const save = useCityChange();
  return (
    <WhoMay what="operate">
      <span className="inline-flex items-center">
        <MoveButtons
          id={city.id}
          ids={cities.map(({ id }) => id)}
          up={t("up", { city: city.name })}
          down={t("down", { city: city.name })}
          placed={(place) => t("placed", { city: city.name, place, count: cities.length })}
          save={(ids) => save("PUT", "order", { ids })}
        />
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
    </WhoMay>
  );
}
