"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CityDays } from "#components/promises/city-options.tsx";
import { callApi } from "#components/session/call-api.ts";
import { useAct } from "#components/studio/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { StaffCityView } from "#lib/promises/schema.ts";
import { CityForm } from "./city-form.tsx";

/** In the order in which buyers see them; `shown` are those that were searched for. */
export function CityTable({ cities, shown }: { cities: StaffCityView[]; shown: StaffCityView[] }) {
  const t = useTranslations("delivery.cities");
  return (
    <Table dense label={t("label")}>
      <thead>
        <tr>
          <HeadCell>{t("name")}</HeadCell>
          <HeadCell title={t("daysCounts")}>{t("days")}</HeadCell>
          <HeadCell>{t("state")}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t("acts")}</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {shown.map((city) => (
          <CityRow key={city.id} city={city} cities={cities} />
        ))}
      </tbody>
    </Table>
  );
}

function CityRow({ city, cities }: { city: StaffCityView; cities: StaffCityView[] }) {
  const t = useTranslations("delivery.cities");
  const router = useRouter();
  const [isEdited, setEdited] = useState(false);
  const { busy, run } = useAct();
  const place = cities.indexOf(city);

  const save = (method: string, path: string, body: unknown) =>
    run(async () => {
      await callApi(method, `/api/ops/cities/${path}`, { body });
      router.refresh();
    });
  const swap = (to: number) => {
    const ids = cities.map(({ id }) => id).filter((id) => id !== city.id);
    ids.splice(to, 0, city.id);
    return save("PUT", "order", { ids });
  };

  return (
    <Row>
      <Cell className={city.open ? "min-w-32 font-medium" : "min-w-32 text-soft"}>{city.name}</Cell>
      <Cell className="whitespace-nowrap">
        <CityDays city={city} />
      </Cell>
      <Cell>
        <Switch
          label={
            <>
              <span aria-hidden className={city.open ? "text-ok" : "text-soft"}>
                {city.open ? t("open") : t("closed")}
              </span>
              <span className="sr-only">{t("switch", { city: city.name })}</span>
            </>
          }
          checked={city.open}
          aria-busy={busy || undefined}
          onChange={(event) => !busy && void save("PATCH", city.id, { open: event.target.checked })}
          className="min-h-9 w-28 items-center py-1.5 text-sm"
        />
      </Cell>
      <Cell numeric>
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
          <CityForm city={city} onSaved={() => setEdited(false)} />
        </Sheet>
      </Cell>
    </Row>
  );
}
