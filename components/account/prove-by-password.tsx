"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import type { ButtonLook } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxPasswordLength } from "#lib/accounts/password-length.ts";

type ProveByPasswordProps = { path: string; label: string; look: ButtonLook; onDone: () => unknown };

/** Shows by the password whose account it is. */
export function ProveByPassword({ path, label, look, onDone }: ProveByPasswordProps) {
  const t = useTranslations("account");
  const act = useFormAct({ path, onDone });
  return (
    <ActForm act={act} label={label} look={look} wide>
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
