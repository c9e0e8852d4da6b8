import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { maxCompared } from "#components/catalog/compare/compare-facts.ts";
import { ComparePage } from "#components/catalog/compare/compare-page.tsx";
import { ProductScope } from "#components/search/product-scope.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { container } from "#lib/container.ts";
import { comparable } from "./comparable.ts";

export const dynamic = "force-dynamic";

type Asked = string | string[] | undefined;
type PageProps = { searchParams: Promise<{ product?: Asked; show?: Asked; collection?: Asked }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("product.compare");
  return { title: t("title"), robots: { index: false } };
}

/** Products of a show or a collection side by side, or the editions of one. */
export default async function Compare({ searchParams }: PageProps) {
  const t = await getTranslations("product.compare");
  const asked = await searchParams;
  const slugs = [...new Set(listOf(asked.product))];
  const [show] = listOf(asked.show);
  const [collection] = listOf(asked.collection);
  const products = await comparable(container(), { show, collection, products: slugs }, await getLocale());
  const named = products.filter(({ slug }) => slugs.includes(slug));
  const initial = (named.length > 0 ? named.slice(0, maxCompared) : products.slice(0, 2)).map(({ id }) => id);
  return (
    <ProductScope>
      <div className="page-column grid grid-cols-1 gap-8 py-10">
        <h1 className="headline text-4xl">{t("title")}</h1>
        {products.length === 0 ? (
          <EmptyState
            title={t("empty.title")}
            action={
              <Link href="/products" className={buttonClass({ look: "line" })}>
                {t("empty.act")}
              </Link>
            }
          >
            {t("empty.body")}
          </EmptyState>
        ) : (
          <ComparePage key={initial.join()} products={products} initial={initial} />
        )}
      </div>
    </ProductScope>
  );
}

function listOf(asked: Asked): string[] {
  return typeof asked === "string" ? [asked] : (asked ?? []);
}
