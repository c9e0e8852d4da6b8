"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { MailedCode } from "./mailed-code.tsx";

const doors = { ask: "/api/me/email", answer: "/api/me/email", method: "PUT" } as const;

/** To another address, which a code that is mailed there proves first. */
export function ChangeAddress() {
  const t = useTranslations("account.address");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const onDone = (_answer: unknown, email: string) => {
    setOpen(false);
    showToast({ tone: "ok", text: t("changed", { email }) });
    router.refresh();
  };
  return (
    <>
      <Button look="line" onClick={() => setOpen(true)} className="justify-self-start">
        {t("change")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("change")} description={t("lead")}>
        <MailedCode doors={doors} label={t("submit")} onDone={onDone} />
      </Sheet>
    </>
  );
}
