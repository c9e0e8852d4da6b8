import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { Thumb } from "./thumb.tsx";

const shown = 5;

/** What the host has to sell, in brief, and the way to more of it. */
export function CatalogueCard({ products }: { products: ProductView[] }) {
  const t = useTranslations("studio.catalogueCard");
  const ways = (
    <div className="flex flex-wrap gap-2">
      <Link href="/studio/products" className={buttonClass({ look: "line", size: "sm" })}>
        {products.length > 0 ? t("open") : t("add")}
      </Link>
      <Link href="/studio/products#import" className={buttonClass({ look: "line", size: "sm" })}>
        {t("import")}
      </Link>
    </div>
  );
  if (products.length === 0) {
    return (
      <EmptyState title={t("empty")} action={ways}>
        {t("emptyLead")}
      </EmptyState>
    );
  }
  return (
    <section className="grid content-start gap-4">
      <h2 className="slug border-ink border-b pb-2 text-soft">{t("heading", { count: products.length })}</h2>
      <ul className="grid gap-3">
        {products.slice(0, shown).map((product) => (
          <li key={product.id} className="flex items-center gap-3">
            <Thumb src={product.image} name={product.name} className="size-10" />
            <span className="grid min-w-0">
              <span className="truncate">{product.name}</span>
              <span className="figures text-sm text-soft">{t("line", countsOf(product))}</span>
            </span>
          </li>
        ))}
      </ul>
      {ways}
    </section>
  );
}

function countsOf({ editions }: ProductView) {
  return { editions: editions.length, available: editions.reduce((units, edition) => units + edition.available, 0) };
}
