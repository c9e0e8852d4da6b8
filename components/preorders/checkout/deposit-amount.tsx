import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";

/** "Pay ¥99 deposit" */
export function DepositAmount({ order }: { order: Pick<PreorderReceipt, "depositMinor" | "currency"> }) {
  const t = useTranslations("preorders.pay");
  const locale = useLocale();
  return t("pay", {
    amount: formatMoney({ minor: order.depositMinor, currency: order.currency, locale, style: "short" }),
  });
}
