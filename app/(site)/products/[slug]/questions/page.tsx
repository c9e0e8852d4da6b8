import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { ProductQuestions } from "#components/questions/product-questions.tsx";
import { QuestionData } from "#components/questions/question-data.tsx";
import { findProduct } from "#lib/catalog/queries.ts";
import { container } from "#lib/container.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { listForProduct } from "#lib/questions/queries.ts";
import { currentActor } from "../../../../current-actor.ts";
import { describePage } from "../../../../describe-page.ts";

export const dynamic = "force-dynamic";

type QuestionsPageProps = { params: Promise<{ slug: string }>; searchParams: Promise<{ after?: string | string[] }> };

const onOnePage = 30;
const readProduct = cache(async (slug: string) =>
  findProduct(container(), slug, { reader: await getLocale(), asker: currentActor }),
);

export async function generateMetadata({ params }: QuestionsPageProps): Promise<Metadata> {
  const product = await readProduct((await params).slug);
  if (!product) return {};
  const t = await getTranslations("questions");
  return describePage({
    path: `/products/${product.slug}/questions`,
    title: t("ofProduct", { product: product.name }),
    description: t("ofProductLead"),
    picture: product.image,
  });
}

/** Every question about a product that was answered, the newest answer first. */
export default async function ProductQuestionsPage({ params, searchParams }: QuestionsPageProps) {
  const product = await readProduct((await params).slug);
  if (!product) notFound();
  const t = await getTranslations("questions");
  const { data: after } = pageCursor.safeParse((await searchParams).after);
  const { questions, next } = await listForProduct(container(), product.id, { after, limit: onOnePage });
  return (
    <div className="page-column grid gap-6 py-10">
      <QuestionData questions={questions} />
      <header className="grid justify-items-start gap-2">
        <Link
          href={`/products/${product.slug}`}
          className="inline-flex min-h-11 items-center text-soft text-sm underline-offset-4 hover:underline"
        >
          ← {product.name}
        </Link>
        <h1 lang={langOf(product.foreign, "name")} className="headline text-3xl">
          {t("ofProduct", { product: product.name })}
        </h1>
        <p className="text-soft">{t("ofProductLead")}</p>
      </header>
      {questions.length === 0 && <p>{t("noneOfProduct")}</p>}
      <ProductQuestions questions={questions} />
      {next && (
        <Link
          href={`/products/${product.slug}/questions?after=${next}`}
          className="inline-flex min-h-11 items-center underline underline-offset-4"
        >
          {t("older")}
        </Link>
      )}
    </div>
  );
}
