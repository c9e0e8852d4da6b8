import { StructuredData } from "#components/catalog/structured-data.tsx";
import type { ProductQuestion } from "#lib/questions/schema.ts";

/** The questions that were answered in writing as schema.org's FAQPage, for search engines; nothing where there are none. */
export function QuestionData({ questions }: { questions: ProductQuestion[] }) {
  const written = questions.filter(({ answer }) => answer !== "");
  if (written.length === 0) return null;
  const mainEntity = written.map(({ body, answer }) => ({
    "@type": "Question",
    name: body,
    acceptedAnswer: { "@type": "Answer", text: answer },
  }));
  return <StructuredData value={{ "@context": "https://schema.org", "@type": "FAQPage", mainEntity }} />;
}
