import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { AddToShow } from "./add-to-show.tsx";
import { ArchiveProduct, RestoreProduct } from "./archive-product.tsx";
import { EditProduct } from "./edit-product.tsx";
import { EditionTable } from "./edition-table.tsx";
import { NewEdition } from "./new-edition.tsx";
import { Thumb } from "./thumb.tsx";

type ProductRowProps = { product: ProductView; shows: ShowCard[]; pictures: string[] };

/** One product with its editions and everything that can be done with it. */
export function ProductRow({ product, shows, pictures }: ProductRowProps) {
  const t = useTranslations("studio.products");
  return (
    <article aria-label={product.name} className="grid min-w-0 gap-4 border-ink border-t pt-4">
      <div className="flex flex-wrap items-start gap-4">
        <Thumb src={product.image} name={product.name} className="size-16" />
        <div className="grid min-w-0 flex-1 gap-0.5">
          <h2 className="headline flex flex-wrap items-center gap-x-3 text-xl">
            {product.name}
            {product.isArchived && <Badge title={t("archivedExplained")}>{t("archived")}</Badge>}
          </h2>
          <p className="text-soft">{product.tagline}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
          <EditProduct product={product} pictures={pictures} />
          {product.isArchived ? (
            <RestoreProduct product={product} />
          ) : (
            <>
              <NewEdition product={product} pictures={pictures} />
              <ArchiveProduct product={product} />
              {shows.length > 0 && <AddToShow product={product} shows={shows} />}
            </>
          )}
        </div>
      </div>
      {product.editions.length > 0 ? (
        <EditionTable product={product} pictures={pictures} />
      ) : (
        <p className="text-sm text-warn">{t("noEditions")}</p>
      )}
    </article>
  );
}
