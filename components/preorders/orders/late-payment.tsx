import { useLocale, useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** Paid when the units were gone: what happened, and where the money is. */
export function LatePayment({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.late");
  const locale = useLocale();
  const { payments, state, currency } = order;
  const charge = payments.findLast(({ kind, state: at }) => kind === "DEPOSIT" && at === "CAPTURED");
  if (state !== "EXPIRED" || !charge) return null;
  const refund = payments.findLast(({ kind }) => kind === "REFUND");
  const amount = formatMoney({ minor: charge.amountMinor, currency, locale, style: "short" });
  const isBack = refund?.state === "CAPTURED";
  return (
    <section aria-label={t("title")} className="grid max-w-prose gap-2 rounded-sm bg-warn-wash px-4 py-3 text-warn">
      <h2 className="headline text-lg">{t("title")}</h2>
      <p>{t.rich("happened", { amount, time: () => <LocalTime iso={charge.at} /> })}</p>
      <p className="font-semibold" data-testid="money-back" data-state={refund?.state ?? "owed"}>
        {isBack ? t.rich("back", { amount, time: () => <LocalTime iso={refund.at} /> }) : t("underWay", { amount })}
      </p>
      <p className="text-sm">{t(`when.${whenOf(charge.rail)}`)}</p>
    </section>
  );
}

function whenOf(rail: string): "stripe" | "manual" | "test" {
  return rail === "stripe" || rail === "manual" ? rail : "test";
}
