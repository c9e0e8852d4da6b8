"use client";

import { useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { CountryField } from "#components/shipping/country-field.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { CityField } from "./city-field.tsx";
import type { CityGroup } from "./group-cities.ts";
import { useWay } from "./use-way.ts";
import { WindowTable } from "./window-table.tsx";

type DeliveryTableProps = {
  editions: Pick<EditionView, "id" | "name" | "waves">[];
  groups: CityGroup[];
  isShipped: boolean;
};

/** Every window of every edition, by wave and place, and the reader's own city or country on top. */
export function DeliveryTable({ editions, groups, isShipped }: DeliveryTableProps) {
  const t = useTranslations("terms.table");
  const { asksCity } = useBuyer();
  const { cities, city, choose, shipping, own } = useWay(isShipped);
  const tabs = editions.map(({ id, name, waves }) => ({
    id,
    label: name,
    content: <WindowTable label={t("of", { edition: name })} waves={waves} groups={groups} own={own} />,
  }));
  return (
    <section aria-labelledby="delivery" className="grid min-w-0 grid-cols-1 gap-5 pt-16 md:col-span-2">
      <div className="grid grid-cols-1 items-end gap-x-10 gap-y-4 md:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-2">
          <h2 id="delivery" className="headline text-2xl">
            {t("heading")}
          </h2>
          <p className="max-w-prose text-soft">{t("lead")}</p>
        </div>
        <div className="grid gap-3 empty:hidden">
          {shipping.isAsked && (
            <CountryField among={shipping.among} country={shipping.country} onCountry={shipping.choose} />
          )}
          {asksCity && (
            <div className="min-h-18">{cities && <CityField cities={cities} city={city} onCity={choose} />}</div>
          )}
        </div>
      </div>
      {tabs.length > 1 ? <Tabs label={t("editions")} tabs={tabs} /> : tabs[0]?.content}
    </section>
  );
}
