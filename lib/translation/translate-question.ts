import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Translated } from "./translator.ts";

export type TranslatedQuestion = { body: Translated; answer: Translated | null };

/** A question that everybody may read, with its answer in writing, in another language. Refuses with not_found, and as the translator does. */
export async function translateQuestion(
  { db, translator }: Uses<"db" | "translator">,
  { showId, questionId, to }: { showId: string; questionId: string; to: Locale },
): Promise<TranslatedQuestion> {
  if (!translator.isOn) throw new Refusal("translation_off");
  const question = await db.question.findFirst({
    where: { id: questionId, showId, state: { notIn: ["HELD", "REMOVED"] }, show: { status: { not: "DRAFT" } } },
    select: { body: true, answer: true },
  });
  if (!question) throw new Refusal("not_found");
  const [body, answer] = await Promise.all(
    [question.body, question.answer].map((text) => (text ? translator.translate({ text, to }) : null)),
  );
  if (!body) throw new Refusal("not_found");
  return { body, answer: answer ?? null };
}
