import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportPanel } from "#components/studio/import-panel.tsx";
import { NewProduct } from "#components/studio/new-product.tsx";
import { ProductList } from "#components/studio/product-list.tsx";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { listProductsOf } from "#lib/catalog/queries.ts";
import { listShowsOf } from "#lib/shows/queries.ts";
import { requireHost } from "../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio.products"))("heading") };
}

type ProductsPageProps = { searchParams: Promise<{ show?: string | string[] }> };

export default async function ProductsPage({ searchParams }: ProductsPageProps) {
  const { host, name } = await requireHost("/studio/products");
  const t = await getTranslations("studio.products");
  const [products, shows, { show }] = await Promise.all([listProductsOf(host), listShowsOf(host), searchParams]);
  const openShows = shows.filter(({ status }) => status !== "ENDED");
  const pictures = [...new Set(products.flatMap((product) => product.image ?? []))];
  return (
    <StudioFrame person={name}>
      <div className="page-column grid gap-10 py-8 lg:py-12">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <h1 className="headline text-3xl">{t("heading")}</h1>
          <NewProduct pictures={pictures} show={openShows.find(({ id }) => id === show)} />
        </div>
        <div className="grid gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <ProductList products={products} shows={openShows} pictures={pictures} />
          <ImportPanel shows={openShows} showId={openShows.find(({ id }) => id === show)?.id ?? null} />
        </div>
      </div>
    </StudioFrame>
  );
}
