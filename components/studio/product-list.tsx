import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ProductPage } from "#lib/catalog/schema.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { NewProduct } from "./new-product.tsx";
import { ProductRow } from "./product-row.tsx";
import type { ShownProducts } from "./product-search.tsx";
import { productsAddress } from "./products-address.ts";

type ProductListProps = {
  page: ProductPage;
  shown: ShownProducts & { after?: string };
  shows: ShowCard[];
  pictures: string[];
};

export function ProductList({ page, shown, shows, pictures }: ProductListProps) {
  const t = useTranslations("studio.products");
  if (page.products.length === 0) return <NothingFound shown={shown} pictures={pictures} />;
  return (
    <div className="grid min-w-0 content-start gap-10">
      <ul className="grid min-w-0 content-start gap-10">
        {page.products.map((product) => (
          <li key={product.id} id={`product-${product.slug}`} className="min-w-0 scroll-mt-24 target:bg-raised">
            <ProductRow product={product} shows={shows} pictures={pictures} />
          </li>
        ))}
      </ul>
      {(page.next || shown.after) && (
        <nav aria-label={t("pages")} className="flex flex-wrap gap-2">
          {shown.after && (
            <Link
              href={productsAddress({ ...shown, after: undefined })}
              className={buttonClass({ look: "line", size: "sm" })}
            >
              {t("newest")}
            </Link>
          )}
          {page.next && (
            <Link
              href={productsAddress({ ...shown, after: page.next })}
              className={buttonClass({ look: "line", size: "sm" })}
            >
              {t("older")}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function NothingFound({ shown, pictures }: Pick<ProductListProps, "shown" | "pictures">) {
  const t = useTranslations("studio.products");
  if (shown.q) {
    return <EmptyState title={t("notFound", { q: shown.q })}>{t("notFoundLead")}</EmptyState>;
  }
  if (shown.archived === "true") return <EmptyState title={t("archiveEmpty")}>{t("archiveEmptyLead")}</EmptyState>;
  return (
    <EmptyState title={t("empty")} action={<NewProduct pictures={pictures} />}>
      {t("emptyLead")}
    </EmptyState>
  );
}
