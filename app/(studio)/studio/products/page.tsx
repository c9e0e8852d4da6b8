import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ImportPanel } from "#components/studio/import-panel.tsx";
import { NewProduct } from "#components/studio/new-product.tsx";
import { ProductList } from "#components/studio/product-list.tsx";
import { ProductSearch } from "#components/studio/product-search.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { listPicturesOf, listProducts } from "#lib/catalog/list-products.ts";
import { productListQuery } from "#lib/catalog/schema.ts";
import { container } from "#lib/container.ts";
import { isOver } from "#lib/live/contract.ts";
import { listShowsOf } from "#lib/shows/queries.ts";
import { requireHost } from "../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio.products"))("heading") };
}

/** What an address may say; what it says wrongly is left out. */
const asked = z.object({
  q: productListQuery.shape.q.catch(undefined),
  archived: productListQuery.shape.archived.catch("false"),
  after: productListQuery.shape.after.catch(undefined),
  show: z.string().optional().catch(undefined),
});

type ProductsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProductsPage({ searchParams }: ProductsPageProps) {
  const { host, name } = await requireHost("/studio/products");
  const t = await getTranslations("studio.products");
  const shown = asked.parse(await searchParams);
  const { q, archived, after } = shown;
  const app = container();
  const [page, pictures, shows] = await Promise.all([
    listProducts(app, host, { q, archived, after, limit: 30 }),
    listPicturesOf(app, host),
    listShowsOf(app, host),
  ]);
  const openShows = shows.filter(({ status, isArchived }) => !isOver(status) && !isArchived);
  const show = openShows.find(({ id }) => id === shown.show);
  return (
    <StudioFrame person={name}>
      <div className="page-column grid gap-10 py-8 lg:py-12">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <h1 className="headline text-3xl">{t("heading")}</h1>
          <NewProduct pictures={pictures} show={show} />
        </div>
        <div className="grid gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 content-start gap-8">
            <ProductSearch shown={shown} />
            <ProductList page={page} shown={shown} shows={openShows} pictures={pictures} />
          </div>
          <ImportPanel shows={openShows} showId={show?.id ?? null} />
        </div>
      </div>
    </StudioFrame>
  );
}
