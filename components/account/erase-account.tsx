"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { leaveFor } from "#components/forms/leave-for.ts";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ErasurePreview } from "#lib/personal-data/schema.ts";
import { ErasurePlan } from "./erasure-plan.tsx";
import { MailedCode } from "./mailed-code.tsx";
import { ProveByPassword } from "./prove-by-password.tsx";

const doors = { ask: "/api/me/erasure/code", answer: "/api/me/erasure" };

/** Erases the account, after saying what goes and what stays, and who it is that asks. */
export function EraseAccount({ email }: { email: string }) {
  const t = useTranslations("account.erase");
  const { run } = useAct();
  const [open, setOpen] = useState(false);
  const [preview, setPreview] = useState<ErasurePreview | null>(null);
  const look = async () => {
    setPreview(null);
    setOpen(true);
    const isRead = await run(async () => setPreview(await callApi<ErasurePreview>("GET", "/api/me/erasure")));
    if (!isRead) setOpen(false);
  };
  return (
    <>
      <p className="text-sm text-soft">{t("hint")}</p>
      <Button look="danger" onClick={() => void look()} className="justify-self-start">
        {t("open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("title")}>
        {!preview && <Skeleton className="h-40" />}
        {preview?.isStaff && <p>{t("staff")}</p>}
        {preview && !preview.isStaff && (
          <div className="grid gap-6">
            <ErasurePlan preview={preview} />
            <Proof email={email} hasPassword={preview.hasPassword} />
          </div>
        )}
      </Sheet>
    </>
  );
}

function Proof({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("account.erase");
  const words = useTranslations("signIn.code");
  const [isByCode, setByCode] = useState(!hasPassword);
  if (isByCode)
    return <MailedCode doors={doors} address={email} label={t("submit")} look="danger" onDone={leaveErased} />;
  return (
    <div className="grid gap-3">
      <ProveByPassword path={doors.answer} label={t("submit")} look="danger" onDone={leaveErased} />
      <Button look="plain" onClick={() => setByCode(true)}>
        {words("instead")}
      </Button>
    </div>
  );
}

/** The session is over at the server already; the browser lets its cookie go, too. */
async function leaveErased(): Promise<never> {
  await callApi("POST", "/api/auth/sign-out", { body: {} }).catch(() => undefined);
  return leaveFor("/?erased=1");
}
