"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField, LongTextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import { Select } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { caseInput, type OpenCase, silenceReason } from "#lib/moderation/schema.ts";

type CaseListProps = { showId: string; cases: OpenCase[]; renderedAt: number; onDone: () => unknown };

/** What viewers reported and who objects, with the clock of the answer. */
export function CaseList({ showId, cases, renderedAt, onDone }: CaseListProps) {
  const t = useTranslations("studio.talk");
  const [answering, setAnswering] = useState<OpenCase | null>(null);
  return (
    <>
      {cases.length === 0 && <p className="text-sm text-soft">{t("casesEmpty")}</p>}
      <ol className="divide-y divide-rule">
        {cases.map((open) => (
          <li key={open.id} data-row tabIndex={-1} className="grid gap-2 py-3 text-sm">
            <CaseFacts open={open} renderedAt={renderedAt} />
            <Button
              look="line"
              data-act="answer"
              aria-label={t("answerOf", { name: nameOf(open) })}
              onClick={() => setAnswering(open)}
            >
              {t("answer")}
            </Button>
          </li>
        ))}
      </ol>
      <Sheet
        open={answering !== null}
        onOpenChange={(isOpen) => !isOpen && setAnswering(null)}
        title={t("answer")}
        description={t("caseLead")}
      >
        {answering && (
          <AnswerForm showId={showId} open={answering} onClose={() => setAnswering(null)} onDone={onDone} />
        )}
      </Sheet>
    </>
  );
}

function nameOf({ line, silence }: OpenCase): string {
  return line?.name ?? silence?.name ?? "";
}

function CaseFacts({ open, renderedAt }: { open: OpenCase; renderedAt: number }) {
  const t = useTranslations("studio.talk");
  const format = useFormatter();
  const isLate = Date.parse(open.dueAt) < useNow(renderedAt);
  const reasons =
    open.kind === "report"
      ? open.reasons.map((reason) => t(`reportReasonOf.${reason}`))
      : open.silence
        ? [t(`reasonOf.${open.silence.reason}`)]
        : [];
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={open.kind === "appeal" ? "signal" : "warn"}>
          {open.kind === "appeal" ? t("appeal") : t("reportsOf", { count: open.reports })}
        </Badge>
        <span className="text-soft">{format.list(reasons, { type: "unit" })}</span>
        {open.line?.removed && <Badge>{t("gone")}</Badge>}
      </p>
      <p className="wrap-anywhere">
        <span className="mr-2 font-medium text-soft">{nameOf(open)}</span>
        {open.line?.body ?? open.silence?.said}
      </p>
      {open.plea && (
        <blockquote className="wrap-anywhere whitespace-pre-line border-edge border-l-2 pl-3">
          <span className="text-soft">{t("plea")}</span> {open.plea}
        </blockquote>
      )}
      <p className={isLate ? "text-danger" : "text-soft"}>
        {t(isLate ? "late" : "dueBy")} <LocalTime iso={open.dueAt} style="minute" />
      </p>
    </>
  );
}

type AnswerFormProps = { showId: string; open: OpenCase; onClose: () => void; onDone: () => unknown };

function AnswerForm({ showId, open, onClose, onDone }: AnswerFormProps) {
  const t = useTranslations("studio.talk");
  const outcomes =
    open.kind === "report" ? (["dismissed", "removed", "silenced"] as const) : (["kept", "lifted"] as const);
  return (
    <EditForm
      schema={caseInput}
      read={(form) => ({
        ...{ outcome: textOf(form, "outcome"), reason: textOf(form, "reason") || "other" },
        statement: textOf(form, "statement"),
      })}
      send={async (body) => {
        await callApi("PUT", `/api/shows/${showId}/cases/${open.id}`, { body });
        showToast({ tone: "ok", text: t("answered") });
        onClose();
        void onDone();
      }}
      label={t("answer")}
      onCancel={onClose}
    >
      <FormField path="outcome" label={t("outcome")} required>
        {(binding) => (
          <Select {...binding} name="outcome">
            {outcomes.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`outcomeOfCase.${outcome}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {open.kind === "report" && (
        <FormField path="reason" label={t("reason")}>
          {(binding) => (
            <Select {...binding} name="reason">
              {silenceReason.options.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`reasonOf.${reason}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      )}
      <LongTextField name="statement" label={t("statement")} hint={t("statementHint")} maxLength={1000} />
    </EditForm>
  );
}
