import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ProductQuestion } from "#lib/questions/schema.ts";
import { ProductQuestions } from "./product-questions.tsx";
import { QuestionData } from "./question-data.tsx";

type AnswersPartProps = { product: { slug: string; name: string }; questions: ProductQuestion[] };

/** The newest answers on a product's page, and the way to all of them; nothing where there are none. */
export function AnswersPart({ product, questions }: AnswersPartProps) {
  const t = useTranslations("questions");
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="pt-16 md:col-span-2">
      <QuestionData questions={questions} />
      <h2 id="questions" className="headline border-ink border-b pb-4 text-2xl">
        {t("ofProduct", { product: product.name })}
      </h2>
      <ProductQuestions questions={questions} />
      <Link
        href={`/products/${product.slug}/questions`}
        className="inline-flex min-h-11 items-center underline underline-offset-4"
      >
        {t("allOfProduct")}
      </Link>
    </section>
  );
}
