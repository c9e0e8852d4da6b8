"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useReturn } from "#components/payments/use-return.ts";
import { callApi } from "#components/session/call-api.ts";
import { notify } from "#components/ui/notices.ts";
import type { DepositAnswer } from "#lib/preorders/schema.ts";

type BackFromBankProps = { orderId: string; isOwed: boolean };

/** The buyer comes back from a bank's page: the server asks the provider how that ended, and the page shows it. */
export function BackFromBank({ orderId, isOwed }: BackFromBankProps) {
  const t = useTranslations("preorders.balance");
  const router = useRouter();
  const look = async (verb: "balance" | "method", body: Record<string, string>) => {
    const answer = await callApi<DepositAnswer>("POST", `/api/preorders/${orderId}/${verb}`, { body }).catch(
      () => null,
    );
    if (!answer || answer.clientSecret) notify({ tone: "danger", text: t("reasons.declined") });
    else if (verb === "balance" && answer.balanceMinor === 0) notify({ tone: "ok", text: t("paidNotice") });
    router.refresh();
  };
  useReturn("payment_intent", () => (isOwed ? void look("balance", { rail: "stripe" }) : router.refresh()));
  useReturn("setup_intent", (setup) => void look("method", { rail: "stripe", setup }));
  return null;
}
