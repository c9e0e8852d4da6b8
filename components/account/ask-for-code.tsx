"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { serverTime } from "#components/ui/clock.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { codeTicket } from "#lib/accounts/schema.ts";
import type { CodeDoors, SentCode } from "./mailed-code.tsx";

type AskForCodeProps = {
  doors: CodeDoors;
  address?: string;
  proposed?: string;
  onSent: (code: SentCode) => void;
};

/** The first half: whereto, unless that is known. */
export function AskForCode({ doors: { ask, purpose }, address, proposed, onSent }: AskForCodeProps) {
  const t = useTranslations("signIn");
  const act = useFormAct({
    path: ask,
    also: purpose ? { purpose } : {},
    onDone: (asked, answer) => onSent({ ticket: codeTicket.parse(answer).ticket, asked, at: serverTime() }),
  });
  return (
    <ActForm act={act} label={t("code.ask")} wide>
      {address === undefined && (
        <Field label={t("email")} error={act.wrong === "email" && t("emailInvalid")} required>
          {(binding) => (
            <Input
              {...binding}
              defaultValue={proposed}
              name="email"
              type="email"
              autoComplete="email"
              maxLength={254}
            />
          )}
        </Field>
      )}
    </ActForm>
  );
}
