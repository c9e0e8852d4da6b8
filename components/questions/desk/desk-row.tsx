import { clsx } from "clsx";
import { Combine, EyeOff, PenLine, RotateCcw, Split, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { TallyDot } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { DeskQuestion } from "#lib/questions/schema.ts";
import type { QuestionDesk } from "./use-question-desk.ts";

type DeskRowProps = {
  question: DeskQuestion;
  desk: QuestionDesk;
  answers: boolean;
  onWrite: () => void;
  onMerge: () => void;
};

/** One question at the desk: its count large, its two acts of the air under one hand, the rest small beside them. */
export function DeskRow({ question, desk, answers, onWrite, onMerge }: DeskRowProps) {
  const t = useTranslations("questionDesk");
  const { id, body, votes, name, state, merged, answer } = question;
  const isOnAir = desk.onAirId === id;
  const isOpen = state === "OPEN" || state === "ASIDE";
  return (
    <li data-testid="desk-question" className="grid gap-2 py-3 text-sm">
      <div className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-3">
        <span title={t("votes", { count: votes })} className="numeral text-2xl leading-6">
          {votes}
        </span>
        <div className="grid min-w-0 gap-1">
          <p className="wrap-anywhere text-base leading-5">{body}</p>
          <p className="flex items-center gap-2 text-soft">
            {isOnAir && (
              <span className="inline-flex items-center gap-1.5 text-signal-ink">
                <TallyDot />
                {t("onAir")}
              </span>
            )}
            <span className="truncate">{name}</span>
          </p>
          {answer && <p className="wrap-anywhere whitespace-pre-line border-edge border-l-2 pl-3">{answer}</p>}
          {merged.length > 0 && <MergedList {...{ merged }} onPart={(part) => void desk.part(part, id)} />}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-1">
        {answers && isOpen && desk.isLive && <AirButtons {...{ question, desk, isOnAir }} />}
        <span className="ml-auto flex">
          {answers && (isOpen || state === "ANSWERED") && (
            <Act label={t("writeOf", { question: body })} onClick={onWrite}>
              <PenLine aria-hidden />
            </Act>
          )}
          {isOpen && (
            <Act label={`${t("mergeInto")}: ${body}`} onClick={onMerge}>
              <Combine aria-hidden />
            </Act>
          )}
          {state === "OPEN" && (
            <Act label={t("asideOf", { question: body })} onClick={() => void desk.aside(question)}>
              <EyeOff aria-hidden />
            </Act>
          )}
          {state !== "OPEN" && (
            <Act label={t("putBackOf", { question: body })} onClick={() => void desk.putBack(question)}>
              <RotateCcw aria-hidden />
            </Act>
          )}
          {state !== "REMOVED" && (
            <Act label={t("removeOf", { question: body })} onClick={() => void desk.remove(question)}>
              <Trash2 aria-hidden />
            </Act>
          )}
        </span>
      </div>
    </li>
  );
}

function AirButtons({
  question: { id, body },
  desk,
  isOnAir,
}: Pick<DeskRowProps, "question" | "desk"> & { isOnAir: boolean }) {
  const t = useTranslations("questionDesk");
  return (
    <>
      <Button
        look={isOnAir ? "line" : "signal"}
        size="sm"
        busy={desk.busy}
        aria-label={isOnAir ? undefined : t("takeOnOf", { question: body })}
        onClick={() => void desk.takeOn(isOnAir ? null : id)}
        className="min-h-11"
      >
        {t(isOnAir ? "takeOff" : "takeOn")}
      </Button>
      <Button
        look={isOnAir ? "ink" : "line"}
        size="sm"
        busy={desk.busy}
        aria-label={t("answeredOf", { question: body })}
        onClick={() => void desk.answered(id)}
        className="min-h-11"
      >
        {t("answered")}
      </Button>
    </>
  );
}

function Act({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <IconButton small label={label} onClick={onClick} className={clsx("text-soft max-md:size-11")}>
      {children}
    </IconButton>
  );
}

type Part = DeskQuestion["merged"][number];

function MergedList({ merged, onPart }: { merged: Part[]; onPart: (part: Part) => void }) {
  const t = useTranslations("questionDesk");
  return (
    <details>
      <summary className="min-h-8 cursor-pointer text-soft">{t("merged", { count: merged.length })}</summary>
      <ul className="grid">
        {merged.map((part) => (
          <li key={part.id} className="flex items-center gap-1">
            <span className="wrap-anywhere min-w-0 flex-1">{part.body}</span>
            <Act label={t("part", { question: part.body })} onClick={() => onPart(part)}>
              <Split aria-hidden />
            </Act>
          </li>
        ))}
      </ul>
    </details>
  );
}
