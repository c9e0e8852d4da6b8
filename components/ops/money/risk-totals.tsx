import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { BalanceDesk } from "#lib/balances/schema.ts";
import { Counted } from "../counted.tsx";

/** Money at risk, by currency, never added to one another. */
export function RiskTotals({ totals }: { totals: BalanceDesk["totals"] }) {
  const t = useTranslations("ops.money.risk");
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-4 border-ink border-t py-3">
      {totals.map(({ currency, orders, owedMinor }) => (
        <Counted
          key={currency}
          size="lg"
          tone="warn"
          label={t("total", { currency })}
          counts={t("totalCounts")}
          note={t("orders", { count: orders })}
        >
          <Money minor={owedMinor} currency={currency} title={t("totalCounts")} style="full" />
        </Counted>
      ))}
    </div>
  );
}
