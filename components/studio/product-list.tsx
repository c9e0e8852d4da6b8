import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { AddToShow } from "./add-to-show.tsx";
import { EditProduct } from "./edit-product.tsx";
import { EditionTable } from "./edition-table.tsx";
import { NewEdition } from "./new-edition.tsx";
import { NewProduct } from "./new-product.tsx";
import { Thumb } from "./thumb.tsx";

type ProductListProps = { products: ProductView[]; shows: ShowCard[]; pictures: string[] };

export function ProductList({ products, shows, pictures }: ProductListProps) {
  const t = useTranslations("studio.products");
  if (products.length === 0) {
    return (
      <EmptyState title={t("empty")} action={<NewProduct pictures={pictures} />}>
        {t("emptyLead")}
      </EmptyState>
    );
  }
  return (
    <ul className="grid min-w-0 content-start gap-10">
      {products.map((product) => (
        <li key={product.id} id={`product-${product.slug}`} className="min-w-0 scroll-mt-24 target:bg-raised">
          <article aria-label={product.name} className="grid min-w-0 gap-4 border-ink border-t pt-4">
            <div className="flex flex-wrap items-start gap-4">
              <Thumb src={product.image} name={product.name} className="size-16" />
              <div className="grid min-w-0 flex-1 gap-0.5">
                <h2 className="headline text-xl">{product.name}</h2>
                <p className="text-soft">{product.tagline}</p>
              </div>
              <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
                <EditProduct product={product} pictures={pictures} />
                <NewEdition product={product} pictures={pictures} />
                {shows.length > 0 && <AddToShow product={product} shows={shows} />}
              </div>
            </div>
            {product.editions.length > 0 ? (
              <EditionTable product={product} pictures={pictures} />
            ) : (
              <p className="text-sm text-warn">{t("noEditions")}</p>
            )}
          </article>
        </li>
      ))}
    </ul>
  );
}
