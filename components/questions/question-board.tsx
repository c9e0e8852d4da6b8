"use client";

import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { QuestionPage, QuestionView } from "#lib/questions/schema.ts";
import { AskForm } from "./ask-form.tsx";
import { QuestionRow } from "./question-row.tsx";
import { useQuestions } from "./use-questions.ts";

export type BoardShow = {
  id: string;
  version: number;
  viewers: number;
  startedMs: number | null;
  products: { id: string; name: string }[];
};

type QuestionBoardProps = { show: BoardShow; isGuest: boolean; jumps?: boolean };

/** A show's questions: one's own to ask, the open ones by how many want them answered, and those that were answered. */
export function QuestionBoard({ show, isGuest, jumps }: QuestionBoardProps) {
  const t = useTranslations("questions");
  const board = useQuestions(show.id, show);
  const { run } = useAct();
  const { open, answered, own } = board;
  const voted = new Set(own?.voted);
  const vote = (question: QuestionView, wanted: boolean) => run(() => board.vote(question, wanted));
  const list = { ...show, showId: show.id, voted, jumps, vote };
  const mine = (own?.asked ?? []).filter(({ answeredAt }) => answeredAt !== null);

  return (
    <div className="grid content-start gap-6">
      <AskForm
        showId={show.id}
        products={show.products}
        isGuest={isGuest}
        onVote={async (question) => {
          await vote(question, true);
        }}
        onAsked={() => {
          void board.readOwn();
          void board.read().catch(() => undefined);
        }}
      />
      {mine.length > 0 && <Part title={t("yours")} page={{ questions: mine, next: null }} {...list} />}
      {open === null ? (
        <Skeleton className="h-24" />
      ) : (
        <Part title={t("unanswered")} page={open} {...list} onMore={() => void run(() => board.readMore("open"))}>
          {open.questions.length === 0 && <p className="text-soft">{t("empty")}</p>}
        </Part>
      )}
      {answered && answered.questions.length > 0 && (
        <Part
          title={t("answered")}
          page={answered}
          {...list}
          onMore={() => void run(() => board.readMore("answered"))}
        />
      )}
    </div>
  );
}

type PartProps = {
  showId: string;
  title: string;
  page: Pick<QuestionPage, "questions" | "next">;
  voted: Set<string>;
  startedMs: number | null;
  jumps?: boolean;
  vote: (question: QuestionView, wanted: boolean) => void;
  onMore?: () => void;
  children?: React.ReactNode;
};

function Part({ showId, title, page, voted, startedMs, jumps, vote, onMore, children }: PartProps) {
  const t = useTranslations("questions");
  return (
    <section aria-label={title} className="grid gap-1">
      <h3 className="slug text-soft">{title}</h3>
      {children}
      <ul className="divide-y divide-rule">
        {page.questions.map((question) => (
          <QuestionRow
            key={question.id}
            {...{ showId, question, startedMs, jumps }}
            isWanted={voted.has(question.id)}
            onVote={(wanted) => vote(question, wanted)}
          />
        ))}
      </ul>
      {page.next && onMore && (
        <Button look="line" onClick={onMore}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}
