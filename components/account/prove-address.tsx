"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActForm } from "#components/forms/act-form.tsx";
import { useFormAct } from "#components/forms/use-form-act.ts";
import { buttonClass } from "#components/ui/button.tsx";

/** A press, since programs that look into mails open every link in them. */
export function ProveAddress({ account, secret }: { account: string; secret: string }) {
  const t = useTranslations("account.prove");
  const [isDone, setDone] = useState(false);
  const act = useFormAct({
    path: "/api/auth/verify-email",
    also: { account, key: secret },
    onDone: () => setDone(true),
  });
  if (!isDone) return <ActForm act={act} label={t("submit")} />;
  return (
    <div role="status" className="grid justify-items-start gap-4">
      <p>{t("done")}</p>
      <Link href="/preorders" className={buttonClass()}>
        {t("go")}
      </Link>
    </div>
  );
}
