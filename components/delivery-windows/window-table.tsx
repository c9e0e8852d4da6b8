import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { WaveView } from "#lib/catalog/schema.ts";
import { shiftWindow, type Way } from "#lib/delivery-windows/view.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import type { CityGroup } from "./group-cities.ts";
import { WayDays } from "./way-days.tsx";

type WindowTableProps = { label: string; waves: WaveView[]; groups: CityGroup[]; own: (Way & { name: string }) | null };

/** A column a wave, a row the days of the way; full waves stay in sight but step back. */
export function WindowTable({ label, waves, groups, own }: WindowTableProps) {
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
        {own && (
          <Windows waves={waves} way={own} isOwn>
            <span className="font-semibold">{own.name}</span>
            <span className="text-soft text-xs">{t("table.yours")}</span>
          </Windows>
        )}
        {groups.map((group) => (
          <Windows
            key={`${group.isWorking ? group.names.join() : ""} ${group.firstDays} ${group.lastDays}`}
            waves={waves}
            way={group}
          >
            <span>{sentence(group)}</span>
            <WayDays way={group} />
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
  way: Way | null;
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
  return ({ names, count, isRest }) => {
    if (isRest) return t("elsewhere");
    const isWhole = names.length === count;
    const list = new Intl.ListFormat(locale, { type: isWhole ? "conjunction" : "unit", style: "short" }).format(names);
    return isWhole ? list : t("more", { names: list, count: count - names.length });
  };
}
