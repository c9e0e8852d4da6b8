"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { withKey } from "#components/payments/use-payment.ts";
import { useReturn } from "#components/payments/use-return.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { DepositAnswer, PreorderView } from "#lib/preorders/schema.ts";

type BackFromBankProps = { order: PreorderView; linkKey: string | null };

/** The buyer comes back from a bank's page: the server asks the provider how that ended, and the page shows it. */
export function BackFromBank({ order, linkKey }: BackFromBankProps) {
  const t = useTranslations("preorders.balance");
  const router = useRouter();
  const look = async (verb: "balance" | "method", body: Record<string, string>) => {
    const answer = await callApi<DepositAnswer>(
      "POST",
      withKey(`/api/preorders/${order.id}/${verb}`, verb === "balance" ? linkKey : null),
      {
        body,
      },
    ).catch(() => null);
    if (!answer || answer.clientSecret) showToast({ tone: "danger", text: t("reasons.declined") });
    else if (verb === "balance" && answer.balanceMinor === 0) showToast({ tone: "ok", text: t("paidNotice") });
    router.refresh();
  };
  useReturn("payment_intent", () =>
    order.balance.canPay ? void look("balance", { rail: "stripe" }) : router.refresh(),
  );
  useReturn("setup_intent", (setup) => void look("method", { rail: "stripe", setup }));
  return null;
}
