import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { formatRate } from "#lib/money.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";

type TaxInsideProps = { order: Pick<PreorderReceipt, "taxMinor" | "taxBp" | "currency">; className?: string };

/** "of which 13% VAT ¥32.40"; nothing where no tax is in the price. */
export function TaxInside({ order: { taxMinor, taxBp, currency }, className }: TaxInsideProps) {
  const t = useTranslations("terms.tax");
  const locale = useLocale();
  if (taxBp === 0) return null;
  return (
    <span data-testid="tax" className={className}>
      {t("inside", { rate: formatRate(taxBp, locale) })} <Money minor={taxMinor} currency={currency} />
    </span>
  );
}
