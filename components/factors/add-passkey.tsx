"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { addedFactor, passkeyInput } from "#lib/factors/schema.ts";
import { makePasskey } from "./ask-passkey.ts";

const named = passkeyInput.pick({ name: true });

/** Makes a passkey with whatever this device offers, under a name that its owner knows again. */
export function AddPasskey({ onAdded }: { onAdded: (codes: string[] | null) => void }) {
  const t = useTranslations("account.factors.passkey");
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button look="line" onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
    );
  const send = async ({ name }: { name: string }) => {
    if (!("PublicKeyCredential" in window)) return showToast({ tone: "neutral", text: t("cannot") });
    const passkey = await makePasskey();
    if (!passkey) return showToast({ tone: "neutral", text: t("notMade") });
    const answer = await callApi<unknown>("PUT", "/api/me/factors/passkey", { body: { name, passkey } });
    onAdded(addedFactor.parse(answer).recoveryCodes);
  };
  return (
    <EditForm
      schema={named}
      read={(form) => ({ name: textOf(form, "name") })}
      send={send}
      label={t("submit")}
      onCancel={() => setOpen(false)}
      isPart
      className="w-full"
    >
      <p className="text-sm text-soft">{t("lead")}</p>
      <TextField name="name" label={t("name")} hint={t("nameHint")} wrong={t("nameMissing")} required maxLength={60} />
    </EditForm>
  );
}
