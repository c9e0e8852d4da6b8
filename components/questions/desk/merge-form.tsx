import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import type { DeskQuestion } from "#lib/questions/schema.ts";
import type { QuestionDesk } from "./use-question-desk.ts";

type MergeFormProps = { desk: QuestionDesk; question: DeskQuestion | null; onClose: () => void };

/** Into which of the questions in view another one is to be merged. */
export function MergeForm({ desk, question, onClose }: MergeFormProps) {
  const t = useTranslations("questionDesk");
  const others = desk.page.questions.filter(({ id }) => id !== question?.id);
  async function merge(into: string) {
    if (question) await desk.merge(question, into);
    onClose();
  }
  return (
    <Sheet
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("mergeTitle")}
      description={question?.body}
    >
      {others.length === 0 && <p className="text-soft">{t("noOther")}</p>}
      <ul className="grid divide-y divide-rule">
        {others.map(({ id, body, votes }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => void merge(id)}
              className="grid min-h-11 w-full grid-cols-[2.5rem_minmax(0,1fr)] items-baseline gap-2 py-2.5 text-left hover:bg-sunk"
            >
              <span className="figures text-soft">{votes}</span>
              <span className="wrap-anywhere">{body}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
