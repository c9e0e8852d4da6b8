import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { QuestionView } from "#lib/questions/schema.ts";

type AlikeQuestionsProps = {
  questions: QuestionView[];
  busy: boolean;
  onTake: (question: QuestionView) => void;
  onAnyway: () => void;
  onBack: () => void;
};

/** What was asked nearly so, before one's own goes out: vote for it, ask anyway, or put it in other words. */
export function AlikeQuestions({ questions, busy, onTake, onAnyway, onBack }: AlikeQuestionsProps) {
  const t = useTranslations("questions");
  return (
    <div role="status" data-testid="alike" className="grid gap-3">
      <ul className="grid gap-3">
        {questions.map((question) => (
          <li key={question.id} className="grid gap-1.5 rounded-sm bg-sunk p-3">
            <p className="text-soft text-sm">
              {question.answeredAt ? t("alikeAnswered") : t("alike", { count: question.votes })}
            </p>
            <p className="wrap-anywhere">{question.body}</p>
            {question.answer && <p className="wrap-anywhere whitespace-pre-line text-sm">{question.answer}</p>}
            {!question.answeredAt && (
              <Button look="ink" busy={busy} onClick={() => onTake(question)}>
                {t("takeThis")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="line" busy={busy} onClick={onAnyway}>
          {t("askAnyway")}
        </Button>
        <Button look="plain" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </div>
  );
}
