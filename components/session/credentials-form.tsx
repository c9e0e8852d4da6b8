"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { rememberedContact } from "#components/preorders/checkout/remembered-contact.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";
import { leaveSignedIn } from "./leave-signed-in.ts";

const doors = { signIn: "/api/auth/sign-in/email", signUp: "/api/auth/sign-up/email" };

type CredentialsFormProps = { kind: keyof typeof doors; next: string; email: string | undefined };

/** In by the front door: with an account, or with a new one. */
export function CredentialsForm({ kind, next, email }: CredentialsFormProps) {
  const address = useAddress(email);
  const t = useTranslations("signIn");
  const act = useFormAct({ path: doors[kind], onDone: (_sent, answer) => leaveSignedIn(answer, next) });
  const isNew = kind === "signUp";
  return (
    <div className="grid gap-5">
      <ActForm act={act} label={t(isNew ? "submitSignUp" : "submitSignIn")} wide>
        {isNew && (
          <Field label={t("name")} hint={t("nameHint")} error={act.wrong === "name" && t("nameMissing")} required>
            {(binding) => <Input {...binding} name="name" autoComplete="name" maxLength={80} pattern=".*\S.*" />}
          </Field>
        )}
        <Field label={t("email")} error={act.wrong === "email" && t("emailInvalid")} required>
          {(binding) => (
            <Input
              {...binding}
              ref={address}
              defaultValue={email}
              name="email"
              type="email"
              autoComplete="email"
              maxLength={254}
            />
          )}
        </Field>
        <Field
          label={t("password")}
          hint={isNew ? t("passwordHint", { count: minPasswordLength }) : undefined}
          error={act.wrong === "password" && t("passwordShort", { count: minPasswordLength })}
          required
        >
          {(binding) => (
            <Input
              {...binding}
              name="password"
              type="password"
              autoComplete={isNew ? "new-password" : "current-password"}
              minLength={isNew ? minPasswordLength : undefined}
              maxLength={maxPasswordLength}
            />
          )}
        </Field>
      </ActForm>
      {!isNew && (
        <Link href="/forgotten-password" className="justify-self-start text-sm text-soft underline underline-offset-4">
          {t("forgotten")}
        </Link>
      )}
    </div>
  );
}

/** The address just ordered with on this device, until another is typed. */
function useAddress(given: string | undefined) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (given === undefined && field.current?.value === "") field.current.value = rememberedContact();
  }, [given]);
  return field;
}
