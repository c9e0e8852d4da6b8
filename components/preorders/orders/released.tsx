import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** Given up by the seller because the balance never came: why, and by which rule the money goes back. */
export function Released({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.released");
  const { state, balance, keptMinor, currency } = order;
  const locale = useLocale();
  if (state !== "CANCELLED" || !balance.releasedAt) return null;
  const kept = formatMoney({ minor: keptMinor, currency, locale, style: "short" });
  return (
    <section aria-label={t("title")} className="grid max-w-prose gap-2 rounded-sm bg-sunk px-4 py-3">
      <h2 className="headline text-lg">{t("title")}</h2>
      <p>{t("body")}</p>
      <p className="font-semibold">{keptMinor > 0 ? t("kept", { kept }) : t("all")}</p>
      <p className="text-soft">{balance.note}</p>
    </section>
  );
}
