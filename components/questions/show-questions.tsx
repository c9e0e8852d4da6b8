"use client";

import { useTranslations } from "next-intl";
import type { ClaimView } from "#lib/questions/schema.ts";
import { ClaimText } from "./claim-text.tsx";
import { type BoardShow, QuestionBoard } from "./question-board.tsx";

type ShowQuestionsProps = { show: BoardShow; claims?: ClaimView[]; isGuest: boolean; lead?: string; jumps?: boolean };

/** The questions of a show as a part of its page, with what is said and true. */
export function ShowQuestions({ show, claims = [], isGuest, lead, jumps }: ShowQuestionsProps) {
  const t = useTranslations("questions");
  return (
    <section aria-labelledby="questions" className="grid max-w-3xl gap-4">
      <h2 id="questions" className="headline text-2xl">
        {t("title")}
      </h2>
      {lead && <p className="text-soft">{lead}</p>}
      {claims.length > 0 && (
        <div className="grid gap-3">
          <h3 className="slug text-soft">{t("saidAndTrue")}</h3>
          <ul className="grid gap-3">
            {claims.map((claim) => (
              <li key={claim.id} className="border-ok border-l-4 bg-raised px-4 py-3">
                <ClaimText claim={claim} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <QuestionBoard {...{ show, isGuest, jumps }} />
    </section>
  );
}
