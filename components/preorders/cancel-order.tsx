"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { notify } from "#components/ui/notices.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** Gives an order back inside its window, after showing what comes back. */
export function CancelOrder({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  const locale = useLocale();
  const router = useRouter();
  const words = useRefusalWords();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const amount = formatMoney({ minor: order.paidMinor, currency: order.currency, locale, style: "short" });
  const isPaid = order.paidMinor > 0;

  const cancel = async () => {
    setBusy(true);
    try {
      await callApi<PreorderView>("POST", `/api/preorders/${order.id}/cancellation`, { isOneAct: true });
      notify({ tone: "ok", text: isPaid ? t("cancelled", { amount }) : t("cancelledFree") });
    } catch (refusal) {
      notify({ tone: "danger", text: words(refusal) });
    } finally {
      setBusy(false);
      setAsking(false);
      router.refresh();
    }
  };

  return (
    <div>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("cancel")}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={t("cancelTitle")}
        cancelLabel={t("cancelKeep")}
        confirmLabel={isPaid ? t("cancelConfirm", { amount }) : t("cancelConfirmFree")}
        look="danger"
        busy={isBusy}
        onConfirm={cancel}
      >
        {isPaid ? t("cancelBody", { amount }) : t("cancelBodyFree")}
      </Confirm>
    </div>
  );
}
