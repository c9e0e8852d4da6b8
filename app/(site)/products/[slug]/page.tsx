import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { EditionTerms } from "#components/catalog/edition-terms.tsx";
import { FactsTable } from "#components/catalog/facts-table.tsx";
import { ForeignBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { Gallery } from "#components/catalog/gallery/gallery.tsx";
import { ProductCurrency } from "#components/catalog/product-currency.tsx";
import { ProductData } from "#components/catalog/product-data.tsx";
import { ProductDesk } from "#components/catalog/product-desk.tsx";
import { VariantTerms } from "#components/catalog/variant-terms.tsx";
import { CostPart } from "#components/costs/cost-part.tsx";
import { DeliveryTable } from "#components/delivery-windows/delivery-table.tsx";
import { groupCities } from "#components/delivery-windows/group-cities.ts";
import { groupZones } from "#components/delivery-windows/group-zones.ts";
import { AnswersPart } from "#components/questions/answers-part.tsx";
import { OwnPlaces } from "#components/queue/own-places.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { ShowsSelling } from "#components/shows/shows-selling.tsx";
import { OnAirBadge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { findProduct } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { readCosts } from "#lib/costs/queries.ts";
import { costQuery } from "#lib/costs/schema.ts";
import { listOpenCities } from "#lib/delivery-windows/queries.ts";
import { listForProduct } from "#lib/questions/queries.ts";
import { listShowsSelling } from "#lib/shows/queries.ts";
import { offersOf } from "#lib/variants/view.ts";
import { canonicalPath } from "../../../asked-locale.ts";
import { currentActor } from "../../../current-actor.ts";
import { describePage } from "../../../describe-page.ts";
import { ownPlaces } from "../../../own-places.ts";

export const dynamic = "force-dynamic";

type ProductPageProps = { params: Promise<{ slug: string }> };

const readProduct = cache(async (slug: string) =>
  findProduct(container(), slug, { reader: await getLocale(), asker: currentActor }),
);

export async function generateMetadata({ params }: ProductPageProps): Promise<Metadata> {
  const product = await readProduct((await params).slug);
  if (!product) return {};
  const described = await describePage({
    path: `/products/${product.slug}`,
    title: product.name,
    description: product.tagline,
    picture: product.image,
  });
  return product.isArchived ? { ...described, robots: { index: false } } : described;
}

export default async function ProductPage({ params }: ProductPageProps) {
  const t = await getTranslations("product");
  const product = await readProduct((await params).slug);
  if (!product) notFound();
  const app = container();
  const editionIds = product.editions.map(({ id }) => id);
  const [actor, shows, cities, asked, costs] = await Promise.all([
    currentActor(),
    listShowsSelling(app, product.id, await getLocale()),
    listOpenCities(app, await getLocale()),
    listForProduct(app, product.id, { limit: 3 }),
    readCosts(app, editionIds, costQuery.parse({})),
  ]);
  const places = await ownPlaces(actor);
  const isShipped = product.delivery === "shipped";
  const zones = isShipped ? await app.shipping.zones() : [];
  const onAir = shows.find(({ status }) => status === "LIVE");

  return (
    <ClientWords speak={["product", "preorders", "drops", "queue", "codes", "terms"]}>
      {!product.isArchived && (
        <ProductData
          product={product}
          address={app.env.PUBLIC_URL + (await canonicalPath(`/products/${product.slug}`))}
        />
      )}
      <div className="page-column flex flex-col md:grid md:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] md:gap-x-14 md:pt-10">
        <Gallery product={product} className="md:row-span-2 md:self-center" />
        <div className="grid content-end gap-6 pt-8 md:pt-0">
          {onAir && (
            <Link
              href={`/shows/${onAir.slug}`}
              className="flex flex-wrap items-center gap-3 underline-offset-4 hover:underline"
            >
              <OnAirBadge />
              <span>{t("onAirNow", { show: onAir.title })}</span>
            </Link>
          )}
          <div className="grid gap-3">
            <h1 lang={langOf(product.foreign, "name")} className="headline text-4xl">
              {product.name}
            </h1>
            {product.tagline && (
              <p lang={langOf(product.foreign, "tagline")} className="max-w-prose text-lg text-soft">
                {product.tagline}
              </p>
            )}
            <span className="empty:hidden">
              <ForeignBadge foreign={product.foreign} />
            </span>
          </div>
          {product.description && (
            <p lang={langOf(product.foreign, "description")} className="max-w-prose whitespace-pre-line">
              {product.description}
            </p>
          )}
        </div>
        {product.isArchived ? (
          <p role="note" className="mt-8 max-w-prose self-start rounded-sm bg-sunk p-4">
            {t("archived")}
          </p>
        ) : (
          <OwnPlaces initial={places}>
            <ProductDesk product={product} isGuest={!actor || actor.isAnonymous} />
          </OwnPlaces>
        )}
        <section aria-labelledby="editions" className="grid gap-6 pt-16 md:col-span-2">
          <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
            <div className="flex flex-wrap items-baseline gap-x-6 gap-y-2">
              <h2 id="editions" className="headline text-2xl">
                {t("editions")}
              </h2>
              {!product.isArchived && (product.editions.length > 1 || shows.length > 0) && (
                <Link href={compareAddress(product.slug, shows[0]?.slug)} className="underline underline-offset-4">
                  {t(product.editions.length > 1 ? "compare.editions" : "compare.others")}
                </Link>
              )}
            </div>
            <ProductCurrency product={product} />
          </div>
          {product.editions.length === 0 && (
            <EmptyState title={t("noEditions.title")}>{t("noEditions.body")}</EmptyState>
          )}
          <div className="grid gap-x-8 gap-y-12 sm:grid-cols-2 lg:grid-cols-[repeat(auto-fill,minmax(16rem,1fr))]">
            {offersOf(product.editions).map(([first, ...others]) =>
              others.length > 0 ? (
                <VariantTerms key={first.id} variants={[first, ...others]} isShipped={isShipped} />
              ) : (
                <EditionTerms key={first.id} edition={first} isShipped={isShipped} />
              ),
            )}
          </div>
        </section>
        <FactsTable product={product} />
        {product.editions.length > 0 && (
          <DeliveryTable
            editions={product.editions.map(({ id, name, waves }) => ({ id, name, waves }))}
            groups={[...groupCities(cities), ...groupZones(zones, await getLocale())]}
            isShipped={isShipped}
          />
        )}
        <CostPart product={product} costs={costs} shop={(await app.shop.read()).name} />
        <AnswersPart questions={asked.questions} product={product} />
        <ShowsSelling shows={shows} />
      </div>
    </ClientWords>
  );
}

/** With a show, others of it may be laid beside this one. */
function compareAddress(product: string, show: string | undefined): string {
  return `/compare?${new URLSearchParams({ product, ...(show ? { show } : {}) })}`;
}
