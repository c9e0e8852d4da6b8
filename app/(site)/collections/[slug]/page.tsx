import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ForeignBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { ProductScope } from "#components/search/product-scope.tsx";
import { ProductGrid } from "#components/search/product-tile.tsx";
import { findCollection } from "#lib/collections/queries.ts";
import { container } from "#lib/container.ts";
import { describePage } from "../../../describe-page.ts";

export const dynamic = "force-dynamic";

type CollectionPageProps = { params: Promise<{ slug: string }> };

const readCollection = cache(async (slug: string) => findCollection(container(), slug, await getLocale()));

export async function generateMetadata({ params }: CollectionPageProps): Promise<Metadata> {
  const collection = await readCollection((await params).slug);
  if (!collection) return {};
  return describePage({
    path: `/collections/${collection.slug}`,
    title: collection.name,
    description: collection.description,
    picture: collection.pictures[0] ?? null,
  });
}

export default async function CollectionPage({ params }: CollectionPageProps) {
  const t = await getTranslations("shelf");
  const compare = await getTranslations("product.compare");
  const collection = await readCollection((await params).slug);
  if (!collection) notFound();
  return (
    <ProductScope>
      <div className="page-column grid gap-10 py-10">
        <header className="grid justify-items-start gap-3">
          <Link
            href="/products"
            className="inline-flex min-h-11 items-center text-soft text-sm underline-offset-4 hover:underline"
          >
            ← {t("title")}
          </Link>
          <h1 lang={langOf(collection.foreign, "name")} className="headline text-4xl">
            {collection.name}
          </h1>
          {collection.description && (
            <p
              lang={langOf(collection.foreign, "description")}
              className="max-w-prose whitespace-pre-line text-lg text-soft"
            >
              {collection.description}
            </p>
          )}
          <ForeignBadge foreign={collection.foreign} />
          {collection.products.length > 1 && (
            <Link href={`/compare?collection=${collection.slug}`} className="underline underline-offset-4">
              {compare("open")}
            </Link>
          )}
        </header>
        <ProductGrid products={collection.products} />
      </div>
    </ProductScope>
  );
}
