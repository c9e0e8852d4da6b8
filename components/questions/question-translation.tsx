"use client";

import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { TranslatedFrom } from "#components/audience/translated-from.tsx";
import { type Translated, useTranslates, useTranslation } from "#components/audience/use-translation.ts";
import type { QuestionView } from "#lib/questions/schema.ts";

type QuestionTranslationProps = { showId: string; question: QuestionView };

/** A question and its answer in the reader's language, below what was written; nothing where the shop does not translate. */
export function QuestionTranslation({ showId, question }: QuestionTranslationProps) {
  const t = useTranslations("room.chat");
  const [isOpen, setOpen] = useState(false);
  if (!useTranslates()) return null;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${t("translate")}: ${question.body}`}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex min-h-11 items-center gap-1.5 justify-self-start text-soft text-sm underline underline-offset-4"
      >
        <Languages aria-hidden className="size-4" />
        {t("translate")}
      </button>
      {isOpen && <Said key={question.answer} {...{ showId, question }} />}
    </>
  );
}

type Answer = { body: Translated; answer: Translated | null };

function Said({ showId, question }: QuestionTranslationProps) {
  const t = useTranslations("room.chat");
  const locale = useLocale();
  const said = useTranslation<Answer>(`/api/shows/${showId}/questions/${question.id}/translation?to=${locale}`);
  if (said === null) return <p className="text-sm text-soft">{t("translating")}</p>;
  if ("problem" in said) return <p role="alert">{said.problem}</p>;
  return (
    <div data-testid="question-translation" className="grid gap-1">
      <p dir="auto" className="wrap-anywhere leading-5">
        {said.body.text}
      </p>
      {said.answer && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-line border-signal border-l-2 pl-3 text-sm">
          {said.answer.text}
        </p>
      )}
      <TranslatedFrom from={said.body.from} />
    </div>
  );
}
