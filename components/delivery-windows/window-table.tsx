import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { WaveView } from "#lib/catalog/schema.ts";
import type { CityView } from "#lib/delivery-windows/schema.ts";
import { shiftWindow } from "#lib/delivery-windows/view.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { CityDays } from "./city-options.tsx";
import type { CityGroup } from "./group-cities.ts";

type WindowTableProps = { label: string; waves: WaveView[]; groups: CityGroup[]; city: CityView | null };

/** A column a wave, a row the days of the way; full waves stay in sight but step back. */
export function WindowTable({ label, waves, groups, city }: WindowTableProps) {
  const t = useTranslations("terms");
  const sentence = useNames();
  return (
    <Table dense label={label}>
      <thead>
        <tr>
          <HeadCell>{t("table.place")}</HeadCell>
          {waves.map(({ id, capacity, allocated }, index) => (
            <HeadCell key={id} title={t("wave.leftExplained")}>
              {t("wave.name", { number: index + 1 })} ·{" "}
              {allocated >= capacity ? t("table.full") : t("table.left", { count: capacity - allocated })}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {city && (
          <Windows waves={waves} way={city} isOwn>
            <span className="font-semibold">{city.name}</span>
            <span className="text-soft text-xs">{t("table.yours")}</span>
          </Windows>
        )}
        {groups.map((group) => (
          <Windows key={`${group.firstDays} ${group.lastDays}`} waves={waves} way={group}>
            <span>{sentence(group)}</span>
            <CityDays city={group} />
          </Windows>
        ))}
        <Windows waves={waves} way={null}>
          <span className="text-soft">{t("table.maker")}</span>
        </Windows>
      </tbody>
    </Table>
  );
}

type WindowsProps = {
  waves: WaveView[];
  way: Pick<CityView, "firstDays" | "lastDays"> | null;
  isOwn?: boolean;
  children: ReactNode;
};

function Windows({ waves, way, isOwn = false, children }: WindowsProps) {
  const locale = useLocale();
  return (
    <Row className={isOwn ? "bg-raised" : undefined}>
      <Cell className="min-w-44">
        <span className="flex flex-wrap items-baseline gap-x-3">{children}</span>
      </Cell>
      {waves.map((wave) => (
        <Cell
          key={wave.id}
          className={`whitespace-nowrap ${wave.allocated >= wave.capacity ? "text-faint line-through" : ""} ${isOwn ? "font-semibold" : ""}`}
        >
          {formatWindow(shiftWindow(wave, way), locale)}
        </Cell>
      ))}
    </Row>
  );
}

/** "Xiamen, Guangzhou and 12 more", as the reader's language lists things. */
function useNames(): (group: CityGroup) => string {
  const t = useTranslations("terms.table");
  const locale = useLocale();
  return ({ names, count }) => {
    const isWhole = names.length === count;
    const list = new Intl.ListFormat(locale, { type: isWhole ? "conjunction" : "unit", style: "short" }).format(names);
    return isWhole ? list : t("more", { names: list, count: count - names.length });
  };
}
