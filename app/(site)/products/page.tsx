import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { CollectionGrid } from "#components/search/collection-tile.tsx";
import { ProductScope } from "#components/search/product-scope.tsx";
import { ProductGrid } from "#components/search/product-tile.tsx";
import { SearchField } from "#components/search/search-field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listCollections } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { listShelf } from "#lib/search/list-shelf.ts";
import { describePage } from "../../describe-page.ts";

export const dynamic = "force-dynamic";

type ProductsPageProps = { searchParams: Promise<{ after?: string | string[] }> };

const perPage = 24;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shelf");
  return describePage({ path: "/products", title: t("title"), description: t("lead"), picture: null });
}

export default async function ProductsPage({ searchParams }: ProductsPageProps) {
  const t = await getTranslations("shelf");
  const after = pageCursor.safeParse((await searchParams).after).data;
  const [app, locale] = [container(), await getLocale()];
  const [{ products, next }, collections] = await Promise.all([
    listShelf(app, { after, limit: perPage }, locale),
    after ? [] : listCollections(app, locale),
  ]);
  return (
    <ProductScope>
      <div className="page-column grid gap-12 py-10">
        <header className="grid gap-5">
          <h1 className="headline text-3xl">{t("title")}</h1>
          <SearchField />
        </header>
        {collections.length > 0 && (
          <section aria-labelledby="collections" className="grid gap-6">
            <h2 id="collections" className="headline border-ink border-b pb-4 text-2xl">
              {t("collections")}
            </h2>
            <CollectionGrid collections={collections} />
          </section>
        )}
        {products.length > 0 ? (
          <section aria-labelledby="all" className="grid gap-6">
            <h2 id="all" className="headline border-ink border-b pb-4 text-2xl">
              {t("all")}
            </h2>
            <ProductGrid products={products} />
            {next && (
              <Link href={`/products?after=${next}`} prefetch={false} className={buttonClass({ look: "line" })}>
                {t("more")}
              </Link>
            )}
          </section>
        ) : (
          <EmptyState
            title={t("empty.title")}
            action={
              <Link href="/" className={buttonClass()}>
                {t("empty.action")}
              </Link>
            }
          >
            {t("empty.body")}
          </EmptyState>
        )}
      </div>
    </ProductScope>
  );
}
