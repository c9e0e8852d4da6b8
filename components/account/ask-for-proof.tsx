"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";

/** Sends the link that proves an address. */
export function AskForProof({ email }: { email: string }) {
  const t = useTranslations("account");
  const [isSent, setSent] = useState(false);
  const act = useFormAct({ path: "/api/auth/send-verification-email", onDone: () => setSent(true) });
  if (isSent) return <p role="status">{t("proofSent", { email })}</p>;
  return <ActForm act={act} label={t("sendProof")} />;
}
