"use client";

import { useTranslations } from "next-intl";
import { ActForm } from "#components/forms/act-form.tsx";
import { leaveFor } from "#components/forms/leave-for.ts";
import { useFormAct } from "#components/forms/use-form-act.ts";

/** A press, since programs that look into mails open every link in them. */
export function AcceptForm({ token }: { token: string }) {
  const t = useTranslations("join");
  const act = useFormAct({
    path: "/api/invitations/acceptance",
    also: { token },
    onDone: () => leaveFor("/sign-in?from=/"),
  });
  return <ActForm act={act} label={t("accept")} />;
}
