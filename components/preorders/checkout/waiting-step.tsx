"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { RailView } from "#lib/payments/schema.ts";
import { AwaitedPayment } from "./awaited-payment.tsx";
import type { PreorderStep } from "./checkout-state.ts";
import { HoldTimer } from "./hold-timer.tsx";
import { useOrderWatch } from "./use-order-watch.ts";
import type { Preorder } from "./use-preorder.ts";

type WaitingStepProps = {
  preorder: Preorder;
  step: Extract<PreorderStep, { at: "waiting" }>;
  rails: RailView[] | null;
};

/** The rail has not decided: units stay held, and this ends by itself. */
export function WaitingStep({ preorder, step: { order }, rails }: WaitingStepProps) {
  const t = useTranslations("preorders");
  useOrderWatch(order.id, (now) =>
    preorder.follow(now, { declined: t("rails.declined"), expired: t("sheet.expired") }),
  );
  return (
    <div className="grid gap-5">
      {order.holdExpiresAt && (
        <HoldTimer
          until={order.holdExpiresAt}
          quantity={order.quantity}
          onDone={() => preorder.expire(t("sheet.expired"))}
        />
      )}
      <AwaitedPayment order={order} rails={rails} />
    </div>
  );
}

export function WaitingFooter({ preorder }: Pick<WaitingStepProps, "preorder">) {
  const t = useTranslations("preorders.rails");
  return (
    <Button look="line" size="lg" wide onClick={preorder.payOtherwise}>
      {t("otherwise")}
    </Button>
  );
}
