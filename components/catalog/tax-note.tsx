import { useLocale, useTranslations } from "next-intl";
import { formatRate } from "#lib/money.ts";

/** "incl. 13% VAT"; nothing where the price has no tax in it. */
export function TaxNote({ taxBp }: { taxBp: number }) {
  const t = useTranslations("terms.tax");
  const locale = useLocale();
  if (taxBp === 0) return null;
  return <span className="text-sm text-soft">{t("included", { rate: formatRate(taxBp, locale) })}</span>;
}
