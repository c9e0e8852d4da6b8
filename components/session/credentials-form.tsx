"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { rememberedContact } from "#components/preorders/remembered-contact.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { longestPassword, shortestPassword } from "#lib/accounts/password-length.ts";
import { callApi } from "./call-api.ts";
import { useRefusalWords } from "./use-refusal-words.ts";

type Kind = "signIn" | "signUp";
type FieldName = "name" | "email" | "password";

const doors = { signIn: "/api/auth/sign-in/email", signUp: "/api/auth/sign-up/email" };

type CredentialsFormProps = { kind: Kind; next: string; email: string | undefined };

/** The whole page is loaded anew afterwards, so that sockets and servers alike know who is here. */
export function CredentialsForm({ kind, next, email }: CredentialsFormProps) {
  const address = useAddress(email);
  const t = useTranslations("signIn");
  const words = useRefusalWords();
  const [wrong, setWrong] = useState<FieldName | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isNew = kind === "signUp";

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const invalid = form.querySelector<HTMLInputElement>("input:invalid");
    setWrong(fieldOf(invalid?.name));
    setProblem(null);
    if (invalid) return invalid.focus();
    setBusy(true);
    try {
      await callApi("POST", doors[kind], { body: Object.fromEntries(new FormData(form)) });
      window.location.assign(next);
    } catch (refusal) {
      setProblem(words(refusal));
      setBusy(false);
    }
  };

  return (
    <form noValidate onSubmit={submit} onChange={() => setWrong(null)} className="grid gap-5">
      {isNew && (
        <Field label={t("name")} hint={t("nameHint")} error={wrong === "name" && t("nameMissing")} required>
          {(binding) => <Input {...binding} name="name" autoComplete="name" maxLength={80} pattern=".*\S.*" />}
        </Field>
      )}
      <Field label={t("email")} error={wrong === "email" && t("emailInvalid")} required>
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
        hint={isNew ? t("passwordHint", { count: shortestPassword }) : undefined}
        error={wrong === "password" && t("passwordShort", { count: shortestPassword })}
        required
      >
        {(binding) => (
          <Input
            {...binding}
            name="password"
            type="password"
            autoComplete={isNew ? "new-password" : "current-password"}
            minLength={isNew ? shortestPassword : undefined}
            maxLength={longestPassword}
          />
        )}
      </Field>
      {problem && (
        <p role="alert" className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {problem}
        </p>
      )}
      <Button type="submit" size="lg" wide busy={isBusy}>
        {t(isNew ? "submitSignUp" : "submitSignIn")}
      </Button>
      {!isNew && (
        <Link href="/forgotten-password" className="justify-self-start text-sm text-soft underline underline-offset-4">
          {t("forgotten")}
        </Link>
      )}
    </form>
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

function fieldOf(name: string | undefined): FieldName | null {
  return name === "name" || name === "email" || name === "password" ? name : null;
}
