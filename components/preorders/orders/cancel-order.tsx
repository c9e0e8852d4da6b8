"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { Money } from "#components/ui/money.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { railName } from "#lib/rail-names.ts";

/** Gives an order back inside its window, after showing what comes back, how and when. */
export function CancelOrder({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  const locale = useLocale();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useAct();
  const amount = formatMoney({ minor: order.paidMinor, currency: order.currency, locale, style: "short" });
  const isPaid = order.paidMinor > 0;

  const cancel = async () => {
    const isDone = await run(() => callApi("POST", `/api/preorders/${order.id}/cancellation`, { isOneAct: true }));
    if (isDone) showToast({ tone: "ok", text: isPaid ? t("cancelled", { amount }) : t("cancelledFree") });
    setAsking(false);
    router.refresh();
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
        busy={busy}
        onConfirm={cancel}
      >
        <WhatComesBack order={order} />
      </Confirm>
    </div>
  );
}

function WhatComesBack({ order }: { order: PreorderView }) {
  const t = useTranslations("myOrders.cancelling");
  const paid = order.payments.find(({ kind, state }) => kind !== "REFUND" && state === "CAPTURED");
  const rail = railName.safeParse(paid?.rail);
  return (
    <div className="grid gap-4">
      {order.paidMinor > 0 ? (
        <dl className="border-ink border-t text-ink">
          <div className="flex items-baseline justify-between gap-4 border-rule border-b py-2.5">
            <dt className="text-soft">{t("back")}</dt>
            <dd className="font-semibold text-lg">
              <Money minor={order.paidMinor} currency={order.currency} />
            </dd>
          </div>
          {rail.success && (
            <div className="grid gap-1 border-rule border-b py-2.5">
              <dt className="text-soft">{t("when")}</dt>
              <dd>{t(`rails.${rail.data}`)}</dd>
            </div>
          )}
        </dl>
      ) : (
        <p>{t("nothing")}</p>
      )}
      <p>{t("units")}</p>
    </div>
  );
}
