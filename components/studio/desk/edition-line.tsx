import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { SalesSwitch } from "../sales-switch.tsx";
import { StockMeter } from "../stock-meter.tsx";

/** One edition on the desk: how many are left in large, where the others are, and whether it sells. */
export function EditionLine({ edition }: { edition: EditionView }) {
  const t = useTranslations("studio.stock");
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 py-1 sm:grid-cols-[minmax(7rem,1fr)_4rem_minmax(9rem,1.2fr)_auto]">
      <div className="grid min-w-0">
        <span className="truncate">{edition.name}</span>
        <span className="text-sm text-soft">
          <Money minor={edition.priceMinor} currency={edition.currency} />
        </span>
      </div>
      <span title={t("availableCounts")} className="numeral justify-self-end text-2xl">
        <NumberTicker value={edition.available} />
        <span className="sr-only">{t("available")}</span>
      </span>
      <StockMeter name={edition.name} stock={edition} />
      <SalesSwitch editionId={edition.id} name={edition.name} open={edition.salesOpen} />
    </li>
  );
}
