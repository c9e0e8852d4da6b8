"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { LongTextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { appealInput, type OwnTalk as Own } from "#lib/moderation/schema.ts";

type Silence = Own["silences"][number];
type OwnTalkProps = { own: Own; renderedAt: number };

/** One's own silences, each with a way to object, and what became of one's reports. */
export function OwnTalk({ own: { silences, reports }, renderedAt }: OwnTalkProps) {
  const t = useTranslations("account.talk");
  return (
    <div className="grid gap-10">
      <section aria-labelledby="silences" className="grid gap-2">
        <h2 id="silences" className="headline text-2xl">
          {t("silences")}
        </h2>
        {silences.length === 0 && <p className="text-soft">{t("noSilences")}</p>}
        <ul className="divide-y divide-rule">
          {silences.map((silence) => (
            <li key={silence.id} className="grid gap-2 py-4">
              <SilenceFacts silence={silence} renderedAt={renderedAt} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="reports" className="grid gap-2">
        <h2 id="reports" className="headline text-2xl">
          {t("reports")}
        </h2>
        {reports.length === 0 && <p className="text-soft">{t("noReports")}</p>}
        <ul className="divide-y divide-rule">
          {reports.map(({ id, show, body, reason, dueAt, outcome, statement }) => (
            <li key={id} className="grid gap-1 py-4">
              <p className="font-medium">{t("inShow", { show })}</p>
              <p className="wrap-anywhere text-soft">
                {t("reported")} <q>{body}</q>
              </p>
              <p className="text-soft">{t("reason", { reason })}</p>
              <Answer {...{ dueAt, outcome, statement }} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function SilenceFacts({ silence, renderedAt }: { silence: Silence; renderedAt: number }) {
  const t = useTranslations("account.talk");
  const { show, said, reason, until, lifted, appeal } = silence;
  const isOver = lifted || (until !== null && Date.parse(until) <= renderedAt);
  return (
    <>
      <p className="font-medium">
        {show === null ? t("everywhere") : t("inShow", { show })} ·{" "}
        {until === null ? (
          t("forGood")
        ) : (
          <>
            {t("until")} <LocalTime iso={until} />
          </>
        )}
      </p>
      <p className="wrap-anywhere text-soft">
        {t("said")} <q>{said}</q>
      </p>
      <p className="text-soft">{t("reason", { reason })}</p>
      {isOver && <p className="text-ok">{t(lifted ? "lifted" : "over")}</p>}
      {appeal ? (
        <>
          <p className="wrap-anywhere whitespace-pre-line text-soft">
            {t("yourPlea")} <q>{appeal.plea}</q>
          </p>
          <Answer dueAt={null} {...appeal} />
        </>
      ) : (
        !isOver && <Appeal silenceId={silence.id} />
      )}
    </>
  );
}

type AnswerProps = Pick<Own["reports"][number], "outcome" | "statement"> & { dueAt: string | null };

/** What was decided and why; before that, by when. */
function Answer({ dueAt, outcome, statement }: AnswerProps) {
  const t = useTranslations("account.talk");
  if (outcome === null)
    return (
      <p className="text-warn">
        {dueAt ? (
          <>
            {t("waits")} <LocalTime iso={dueAt} />
          </>
        ) : (
          t("pleaSent")
        )}
      </p>
    );
  return (
    <>
      <p>{t(`outcome.${outcome}`)}</p>
      {statement !== "" && (
        <blockquote className="wrap-anywhere whitespace-pre-line border-edge border-l-2 pl-3 text-soft">
          {statement}
        </blockquote>
      )}
    </>
  );
}

function Appeal({ silenceId }: { silenceId: string }) {
  const t = useTranslations("account.talk");
  const { refresh } = useRouter();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button look="line" onClick={() => setOpen(true)}>
        {t("appeal")}
      </Button>
    );
  return (
    <EditForm
      isPart
      schema={appealInput}
      read={(form) => ({ plea: textOf(form, "plea") })}
      send={async (body) => {
        await callApi("POST", `/api/me/silences/${silenceId}/appeal`, { body });
        showToast({ tone: "ok", text: t("pleaSent") });
        refresh();
      }}
      label={t("pleaSend")}
    >
      <LongTextField
        name="plea"
        label={t("plea")}
        hint={t("pleaHint")}
        wrong={t("wrong.plea")}
        maxLength={1000}
        required
      />
    </EditForm>
  );
}
