import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { Board } from "#lib/live/contract.ts";
import { Counted } from "./counted.tsx";

/** Money in hand and money promised, by currency, never added to one another. */
export function MoneyStrip({ money }: { money: Board["money"] }) {
  const t = useTranslations("ops.money");
  if (money.length === 0) return <p className="py-2 text-soft">{t("none")}</p>;
  return (
    <div className="grid gap-5">
      {money.map(({ currency, capturedMinor, refundedMinor, reservedMinor }) => (
        <section
          key={currency}
          aria-label={t("of", { currency })}
          className="grid grid-cols-2 gap-x-8 gap-y-5 md:grid-cols-[auto_auto_auto_1fr]"
        >
          <div className="max-md:col-span-2">
            <Counted
              size="xl"
              tone="ok"
              label={t("revenue", { currency })}
              counts={t("revenueCounts")}
              testId="captured-revenue"
            >
              <Money
                minor={capturedMinor - refundedMinor}
                currency={currency}
                style="full"
                title={t("revenueCounts")}
              />
            </Counted>
          </div>
          <Counted size="sm" label={t("captured")} counts={t("capturedCounts")}>
            <Money minor={capturedMinor} currency={currency} title={t("capturedCounts")} />
          </Counted>
          <Counted size="sm" label={t("refunded")} counts={t("refundedCounts")}>
            <Money minor={refundedMinor} currency={currency} title={t("refundedCounts")} />
          </Counted>
          <div className="border-rule max-md:col-span-2 max-md:border-t max-md:pt-4 md:justify-self-end md:border-l md:pl-8">
            <Counted
              size="lg"
              tone="soft"
              label={t("reserved", { currency })}
              counts={t("reservedCounts")}
              note={t("reservedNote")}
              testId="reserved-value"
            >
              <Money minor={reservedMinor} currency={currency} title={t("reservedCounts")} />
            </Counted>
          </div>
        </section>
      ))}
    </div>
  );
}
