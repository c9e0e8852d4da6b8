"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxPasswordLength } from "#lib/accounts/password-length.ts";

/** Erases the account by its password. */
export function ProveByPassword({ onDone }: { onDone: () => unknown }) {
  const t = useTranslations("account");
  const act = useFormAct({ path: "/api/me/erasure", onDone });
  return (
    <ActForm act={act} label={t("erase.submit")} look="danger" wide>
      <Field label={t("current")} error={act.wrong === "password" && t("missing")} required>
        {(binding) => (
          <Input
            {...binding}
            name="password"
            type="password"
            autoComplete="current-password"
            maxLength={maxPasswordLength}
          />
        )}
      </Field>
    </ActForm>
  );
}
