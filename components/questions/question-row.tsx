import { clsx } from "clsx";
import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { QuestionView } from "#lib/questions/schema.ts";
import { AnswerMark } from "./answer-mark.tsx";
import { QuestionTranslation } from "./question-translation.tsx";

type QuestionRowProps = {
  showId: string;
  question: QuestionView;
  isWanted: boolean;
  /** Zero of the clock that answers are named by, on the stream clock. */
  startedMs: number | null;
  /** Whether there is a picture to jump to. */
  jumps?: boolean;
  onVote: (wanted: boolean) => void;
};

/** One question: how many want it answered, who asked, and its answer once there is one. */
export function QuestionRow({ showId, question, isWanted, startedMs, jumps, onVote }: QuestionRowProps) {
  const t = useTranslations("questions");
  const { body, votes, answeredAt, answer } = question;
  return (
    <li data-testid="question" className="grid grid-cols-[3rem_minmax(0,1fr)] items-start gap-3 py-3">
      {answeredAt ? (
        <span title={t("wanted", { count: votes })} className="figures grid min-h-11 place-items-center text-soft">
          {votes}
        </span>
      ) : (
        <button
          type="button"
          aria-pressed={isWanted}
          aria-label={t(isWanted ? "voteBack" : "vote", { question: body })}
          title={t("wanted", { count: votes })}
          onClick={() => onVote(!isWanted)}
          className={clsx(
            "grid min-h-12 touch-manipulation place-items-center rounded-sm border py-1 transition-colors",
            isWanted ? "border-ink bg-ink text-paper" : "border-edge hover:border-ink",
          )}
        >
          <ChevronUp aria-hidden className="size-4" />
          <span data-testid="votes" className="figures font-medium text-sm leading-4">
            {votes}
          </span>
        </button>
      )}
      <div className="grid min-w-0 gap-1 pt-0.5">
        <p className="wrap-anywhere leading-5">{body}</p>
        {answer && <p className="wrap-anywhere whitespace-pre-line border-signal border-l-2 pl-3 text-sm">{answer}</p>}
        <QuestionTranslation {...{ showId, question }} />
        {answeredAt && <AnswerMark atMs={question.answeredAtMs} {...{ startedMs, jumps }} />}
      </div>
    </li>
  );
}
