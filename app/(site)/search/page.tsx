import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { CollectionGrid } from "#components/search/collection-tile.tsx";
import { ProductScope } from "#components/search/product-scope.tsx";
import { ProductGrid } from "#components/search/product-tile.tsx";
import { SearchField } from "#components/search/search-field.tsx";
import { NextRow } from "#components/shows/next-row.tsx";
import { PastTile } from "#components/shows/past-tile.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { listCollections } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { listShelf } from "#lib/search/list-shelf.ts";
import { searchQuery } from "#lib/search/schema.ts";
import { searchShop } from "#lib/search/search-shop.ts";

export const dynamic = "force-dynamic";

type SearchPageProps = { searchParams: Promise<{ q?: string | string[]; after?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shelf.search"))("label"), robots: { index: false } };
}

export default async function SearchResultsPage({ searchParams }: SearchPageProps) {
  const t = await getTranslations("shelf");
  const { q, after } = await searchParams;
  const query = searchQuery.safeParse({ q, ...(after && { after }) }).data;
  const [app, locale] = [container(), await getLocale()];
  const found = query ? await searchShop(app, query, locale) : null;
  const isEmpty = !found || found.products.length + found.shows.length === 0;
  // What else is there, for whoever found nothing.
  const [shelf, collections] = isEmpty
    ? await Promise.all([listShelf(app, { limit: 8 }, locale), listCollections(app, locale)])
    : [null, []];
  const renderedAt = Date.now();
  return (
    <ProductScope>
      <div className="page-column grid gap-12 py-10">
        <header className="grid gap-5">
          <h1 className="headline text-3xl">{query ? t("search.of", { words: query.q }) : t("search.label")}</h1>
          <SearchField initial={query?.q} />
        </header>
        {found && found.shows.length > 0 && (
          <section aria-labelledby="shows" className="grid gap-2">
            <h2 id="shows" className="headline border-ink border-b pb-4 text-2xl">
              {t("search.shows")}
            </h2>
            <ol>
              {found.shows
                .filter(({ status }) => status === "SCHEDULED")
                .map((show) => (
                  <NextRow key={show.id} show={show} renderedAt={renderedAt} />
                ))}
            </ol>
            <ul className="grid gap-x-8 gap-y-12 pt-4 sm:grid-cols-2 lg:grid-cols-3">
              {found.shows
                .filter(({ status }) => status !== "SCHEDULED")
                .map((show) => (
                  <PastTile key={show.id} show={show} />
                ))}
            </ul>
          </section>
        )}
        {found && found.products.length > 0 && (
          <section aria-labelledby="products" className="grid gap-6">
            <h2 id="products" className="headline border-ink border-b pb-4 text-2xl">
              {t("search.products")}
            </h2>
            <ProductGrid products={found.products} />
            {found.next && query && (
              <Link
                href={`/search?${new URLSearchParams({ q: query.q, after: found.next })}`}
                prefetch={false}
                className={buttonClass({ look: "line" })}
              >
                {t("more")}
              </Link>
            )}
          </section>
        )}
        {isEmpty && (
          <>
            <p role="status" className="max-w-prose text-lg text-soft">
              {query ? t("search.nothing", { words: query.q }) : t("search.ask")}
            </p>
            {collections.length > 0 && <CollectionGrid collections={collections} />}
            {shelf && shelf.products.length > 0 && (
              <section aria-labelledby="else" className="grid gap-6">
                <h2 id="else" className="headline border-ink border-b pb-4 text-2xl">
                  {t("search.else")}
                </h2>
                <ProductGrid products={shelf.products} />
              </section>
            )}
          </>
        )}
      </div>
    </ProductScope>
  );
}
