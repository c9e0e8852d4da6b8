"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/input.tsx";
import type { DeskQuestion } from "#lib/questions/schema.ts";
import { AnswerForm } from "./answer-form.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { DeskRow } from "./desk-row.tsx";
import { MergeForm } from "./merge-form.tsx";
import type { QuestionDesk } from "./use-question-desk.ts";

const whichs = ["open", "held", "aside", "answered", "removed"] as const;
const orders = ["wanted", "newest"] as const;

type QuestionPanelProps = {
  desk: QuestionDesk;
  products: { id: string; name: string }[];
  /** Whether they work the show's desk, and do not keep its talk alone: they answer and put on air. */
  answers: boolean;
  /** The list, for whoever goes to it by a key. */
  list?: Ref<HTMLUListElement>;
  heading?: ReactNode;
};

/** The questions of a show for whoever answers them: most wanted first, each within one press of the air. */
export function QuestionPanel({ desk, products, answers, list, heading }: QuestionPanelProps) {
  const t = useTranslations("questionDesk");
  const [writing, setWriting] = useState<DeskQuestion | null>(null);
  const [merging, setMerging] = useState<DeskQuestion | null>(null);
  const { page, which, order } = desk;
  return (
    <section aria-label={t("heading")} className="flex min-h-0 flex-1 flex-col">
      {heading}
      <div className="flex flex-wrap items-center gap-2 border-rule border-b p-2">
        <div className="min-w-28 flex-1">
          <Select
            aria-label={t("which")}
            value={which}
            onChange={({ target }) => desk.setWhich(whichs.find((one) => one === target.value) ?? "open")}
          >
            {whichs.map((one) => (
              <option key={one} value={one}>
                {t(`of.${one}`)}
              </option>
            ))}
          </Select>
        </div>
        <div className="min-w-28 flex-1">
          <Select
            aria-label={t("order")}
            value={order}
            onChange={({ target }) => desk.setOrder(orders.find((one) => one === target.value) ?? "wanted")}
          >
            {orders.map((one) => (
              <option key={one} value={one}>
                {t(`orderOf.${one}`)}
              </option>
            ))}
          </Select>
        </div>
        {answers && <ClaimForm showId={desk.showId} />}
      </div>
      <div className="min-h-24 flex-1 overflow-y-auto overscroll-contain px-4 max-md:min-h-[40dvh]">
        {page.questions.length === 0 && <p className="py-3 text-sm text-soft">{t("empty")}</p>}
        <ul ref={list} tabIndex={-1} className="divide-y divide-rule outline-none">
          {page.questions.map((question) => (
            <DeskRow
              key={question.id}
              {...{ question, desk, answers }}
              onWrite={() => setWriting(question)}
              onMerge={() => setMerging(question)}
            />
          ))}
        </ul>
        {page.next && (
          <Button look="line" size="sm" wide onClick={() => void desk.readMore()} className="mb-3">
            {t("more")}
          </Button>
        )}
      </div>
      <AnswerForm
        {...{ products }}
        showId={desk.showId}
        question={writing}
        onSent={() => void desk.reload()}
        onClose={() => setWriting(null)}
      />
      <MergeForm {...{ desk }} question={merging} onClose={() => setMerging(null)} />
    </section>
  );
}
