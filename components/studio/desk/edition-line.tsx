import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { ShowSales } from "#lib/live/contract.ts";
import { SalesSwitch } from "../sales-switch.tsx";
import { StockMeter } from "../stock-meter.tsx";

/** One edition on the desk: how many are left in large, where the others are, and whether it sells. */
export function EditionLine({ edition, sales }: { edition: EditionView; sales: ShowSales | undefined }) {
  const t = useTranslations("studio.stock");
  const format = useFormatter();
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 py-1 @xl:grid-cols-[minmax(5rem,1fr)_6.5rem_minmax(8rem,1.1fr)_auto]">
      <div className="grid min-w-0">
        <span className="truncate">{edition.name}</span>
        <span className="text-sm text-soft">
          <Money minor={edition.priceMinor} currency={edition.currency} />
        </span>
      </div>
      <span title={t("availableCounts")} className="flex items-baseline gap-1.5 justify-self-end">
        <span className={clsx("numeral text-2xl", edition.available === 0 && "text-soft")}>
          {format.number(edition.available)}
        </span>
        <span className="text-soft text-xs">{t("available")}</span>
      </span>
      <div className="grid gap-1">
        <p title={t("hereCounts")} className="figures text-xs">
          {t("here", { held: sales?.held ?? 0, sold: sales?.sold ?? 0 })}
        </p>
        <StockMeter leftOut inAll name={edition.name} stock={edition} />
      </div>
      <SalesSwitch editionId={edition.id} name={edition.name} open={edition.salesOpen} />
    </li>
  );
}
