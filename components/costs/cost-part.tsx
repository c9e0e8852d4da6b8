import { useTranslations } from "next-intl";
import { pricesOf } from "#components/catalog/edition-price.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { CostPage } from "#lib/costs/schema.ts";
import { CostCard } from "./cost-card.tsx";
import { CostHistory } from "./cost-history.tsx";

type CostPartProps = { product: ProductView; costs: CostPage; shop: string };

/** What the seller says that a product costs them, for each edition of which they say it, and every change. Nothing where they never did. */
export function CostPart({ product, costs, shop }: CostPartProps) {
  const t = useTranslations("product.costs");
  if (costs.sheets.length === 0) return null;
  const cards = product.editions.flatMap((edition) => {
    const sheet = costs.now.find(({ editionId }) => editionId === edition.id);
    const price = sheet && pricesOf(edition).find(({ currency }) => currency === sheet.currency);
    return price ? [{ edition, sheet, price }] : [];
  });
  const names = Object.fromEntries(product.editions.map(({ id, name }) => [id, name]));
  return (
    <section aria-labelledby="costs" className="grid gap-6 pt-16 md:col-span-2">
      <div className="grid gap-2 border-ink border-b pb-4">
        <h2 id="costs" className="headline text-2xl">
          {t("heading")}
        </h2>
        <p className="max-w-prose text-soft">{t("lead", { shop })}</p>
      </div>
      <div className="grid gap-x-14 gap-y-10 md:grid-cols-2">
        {cards.map((card) => (
          <CostCard key={card.edition.id} {...card} shop={shop} />
        ))}
      </div>
      <CostHistory productId={product.id} names={names} initial={costs} />
    </section>
  );
}
