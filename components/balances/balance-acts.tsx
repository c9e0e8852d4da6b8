"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { ChangeMethod } from "./change-method.tsx";
import { PayBalance } from "./pay-balance.tsx";

type Act = "pay" | "change";

/** Paying the rest now, or changing what it is charged to: one at a time. */
export function BalanceActs({ order, linkKey }: { order: PreorderView; linkKey: string | null }) {
  const t = useTranslations("preorders.balance");
  const { canPay, canChangeMethod, state } = order.balance;
  const [act, setAct] = useState<Act | null>(canPay && state === "at_risk" ? "pay" : null);
  const close = () => setAct(null);
  if (!canPay && !canChangeMethod) return null;
  return (
    <div className="grid max-w-md gap-4">
      <div className="flex flex-wrap gap-2">
        {canPay && act !== "pay" && (
          <Button look={state === "at_risk" ? "ink" : "line"} onClick={() => setAct("pay")}>
            {t("payNow")}
          </Button>
        )}
        {canChangeMethod && act !== "change" && (
          <Button look="line" onClick={() => setAct("change")}>
            {order.balance.method ? t("change") : t("add")}
          </Button>
        )}
      </div>
      {act === "pay" && <PayBalance order={order} linkKey={linkKey} onDone={close} />}
      {act === "change" && <ChangeMethod order={order} onDone={close} />}
    </div>
  );
}
