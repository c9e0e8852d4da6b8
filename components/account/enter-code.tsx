"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CodeDoors, SentCode } from "./mailed-code.tsx";
import { ResendCode } from "./resend-code.tsx";

type EnterCodeProps = {
  doors: CodeDoors;
  sent: SentCode;
  email: string;
  label: string;
  look?: ButtonLook;
  onSent: (code: SentCode) => void;
  onOther: (() => void) | undefined;
  onDone: (answer: unknown, email: string) => unknown;
};

/** The second half: six digits, which phones offer out of the mail, and what to do when none came. */
export function EnterCode({ doors, sent, email, label, look, onSent, onOther, onDone }: EnterCodeProps) {
  const t = useTranslations("signIn.code");
  const digits = useRef<HTMLInputElement>(null);
  useEffect(() => digits.current?.focus(), []);
  const act = useFormAct({
    path: doors.answer,
    method: doors.method,
    also: { ticket: sent.ticket },
    onDone: (_sent, answer) => onDone(answer, email),
  });
  return (
    <div className="grid gap-5">
      <p role="status" className="wrap-anywhere">
        {t("sent", { email })}
      </p>
      <ActForm act={act} label={label} look={look} wide>
        <Field label={t("code")} error={act.wrong === "code" && t("codeInvalid")} required>
          {(binding) => (
            <Input
              {...binding}
              ref={digits}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9]{6}"
              onInput={({ currentTarget }) => {
                currentTarget.value = currentTarget.value.replace(/\D/gu, "").slice(0, 6);
              }}
              className="figures text-xl tracking-widest"
            />
          )}
        </Field>
      </ActForm>
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        <ResendCode {...{ sent, onSent }} ask={doors.ask} />
        {onOther && (
          <Button look="plain" onClick={onOther}>
            {t("otherAddress")}
          </Button>
        )}
      </div>
    </div>
  );
}
