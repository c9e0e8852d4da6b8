"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { nameInput } from "#lib/accounts/schema.ts";

/** How somebody is called: in their mails, and shortened in rooms. */
export function ChangeName({ name }: { name: string }) {
  const t = useTranslations("account");
  const words = useTranslations("signIn");
  const router = useRouter();
  return (
    <EditForm
      schema={nameInput}
      read={(form) => ({ name: textOf(form, "name") })}
      send={async (body) => {
        await callApi("PATCH", "/api/me", { body });
        showToast({ tone: "ok", text: t("saved") });
        router.refresh();
      }}
      label={t("save")}
      look="line"
      isPart
    >
      <TextField
        name="name"
        label={words("name")}
        hint={words("nameHint")}
        wrong={words("nameMissing")}
        required
        maxLength={80}
        defaultValue={name}
        autoComplete="name"
      />
    </EditForm>
  );
}
