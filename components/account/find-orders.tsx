"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { leaveFor } from "#components/forms/leave-for.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { foundOrders } from "#lib/accounts/schema.ts";
import { MailedCode } from "./mailed-code.tsx";

const doors = { ask: "/api/auth/code", purpose: "orders", answer: "/api/auth/orders" } as const;

/** Brings the orders that a guest placed elsewhere to this browser, once it is shown that the address is theirs. */
export function FindOrders() {
  const t = useTranslations("account.find");
  const [missed, setMissed] = useState<{ email: string; hasAccount: boolean } | null>(null);
  const onDone = (answer: unknown, email: string) => {
    const { found, hasAccount } = foundOrders.parse(answer);
    if (found > 0) return leaveFor(`/preorders?found=${found}`);
    setMissed({ email, hasAccount });
  };
  if (!missed) return <MailedCode doors={doors} label={t("submit")} onDone={onDone} />;
  const { email, hasAccount } = missed;
  return (
    <div role="status" className="grid justify-items-start gap-4">
      <p className="wrap-anywhere">{t(hasAccount ? "hasAccount" : "none", { email })}</p>
      <div className="flex flex-wrap gap-3">
        {hasAccount && (
          <Link href={`/sign-in?${new URLSearchParams({ email, next: "/preorders" })}`} className={buttonClass()}>
            {t("signIn")}
          </Link>
        )}
        <Link href="/preorders" className={buttonClass({ look: "line" })}>
          {t("preorders")}
        </Link>
      </div>
    </div>
  );
}
