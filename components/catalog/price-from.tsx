import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { cheapestEdition } from "./sales-state.ts";

/** The lowest price at which it can be had, with "from" when other editions cost more. */
export function PriceFrom({ product, className }: { product: ProductView; className?: string }) {
  const t = useTranslations("product");
  const edition = cheapestEdition(product);
  if (!edition) return null;
  const price = <Money minor={edition.priceMinor} currency={edition.currency} title={t("price")} />;
  const differs = product.editions.some(({ priceMinor }) => priceMinor !== edition.priceMinor);
  return (
    <span className={clsx("whitespace-nowrap", className)}>
      {differs
        ? t.rich("from", {
            price: () => price,
            soft: (word) => <span className="font-normal text-sm text-soft tracking-normal">{word}</span>,
          })
        : price}
    </span>
  );
}
