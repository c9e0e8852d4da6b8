"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { FormFoot } from "#components/studio/form-foot.tsx";
import { fromLocalInput, ownZoneName, toLocalInput } from "#components/studio/local-start.ts";
import { countOf, textOf } from "#components/studio/read-form.ts";
import { useSubmit } from "#components/studio/use-submit.ts";
import { Button } from "#components/ui/button.tsx";
import { serverTime } from "#components/ui/clock.ts";
import { Field } from "#components/ui/field.tsx";
import { Input, Select, Textarea } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { codesInput, type IssuedCodes } from "#lib/codes/schema.ts";

type IssueCodesProps = { where: string; onIssued: (codes: IssuedCodes["codes"]) => void };

const weekMs = 7 * 86_400_000;

export function IssueCodes({ where, onIssued }: IssueCodesProps) {
  const t = useTranslations("codes.issue");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [isNamed, setNamed] = useState(false);
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: codesInput,
    send: async (body) => {
      const { codes } = await callApi<IssuedCodes>("POST", `/api/${where}/codes`, { body });
      setOpen(false);
      onIssued(codes);
    },
  });
  const read = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = event.currentTarget;
    const whom = isNamed ? { emails: linesOf(textOf(typed, "emails")) } : { count: countOf(typed, "count") };
    void submit({ ...whom, expiresAt: fromLocalInput(textOf(typed, "expiresAt")) });
  };
  const isWrong = (name: string) => [...wrong].some((path) => path.split(".")[0] === name);

  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("open")}</Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("title")} description={t("lead")}>
        <form ref={form} noValidate onSubmit={read} className="grid gap-5">
          <Field label={t("kind")}>
            {(binding) => (
              <Select
                {...binding}
                value={isNamed ? "emails" : "count"}
                onChange={(event) => setNamed(event.target.value === "emails")}
              >
                <option value="count">{t("count")}</option>
                <option value="emails">{t("emails")}</option>
              </Select>
            )}
          </Field>
          {isNamed ? (
            <Field
              label={t("addresses")}
              hint={t("addressesHint")}
              error={isWrong("emails") ? t("wrong.emails") : undefined}
              required
            >
              {(binding) => <Textarea {...binding} name="emails" rows={6} className="font-mono" />}
            </Field>
          ) : (
            <Field label={t("howMany")} error={isWrong("count") ? t("wrong.count") : undefined} required>
              {(binding) => (
                <Input {...binding} name="count" inputMode="numeric" defaultValue="10" className="figures" />
              )}
            </Field>
          )}
          <Field
            label={t("expires")}
            hint={ownZoneName(locale)}
            error={isWrong("expiresAt") ? t("wrong.expiresAt") : undefined}
            required
          >
            {(binding) => (
              <Input
                {...binding}
                type="datetime-local"
                name="expiresAt"
                defaultValue={toLocalInput(new Date(serverTime() + weekMs))}
              />
            )}
          </Field>
          <FormFoot label={t("save")} busy={busy} problem={problem} />
        </form>
      </Sheet>
    </>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((line) => line !== "");
}
