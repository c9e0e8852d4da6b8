"use client";

import { useTranslations } from "next-intl";
import { CardFields } from "#components/payments/card-fields.tsx";
import type { CardForm } from "#components/payments/use-card-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { PreorderStep } from "./checkout-state.ts";
import { DepositAmount } from "./deposit-amount.tsx";
import { HoldTimer } from "./hold-timer.tsx";
import type { Preorder } from "./use-preorder.ts";

type CardStepProps = { preorder: Preorder; step: Extract<PreorderStep, { at: "card" }>; form: CardForm };

/** Units are held while the buyer fills in the provider's own form. */
export function CardStep({ preorder, step: { receipt }, form }: CardStepProps) {
  const t = useTranslations("preorders");
  const expire = () => preorder.expire(t("sheet.expired"));
  const hasBalance = receipt.totalMinor > receipt.depositMinor;
  return (
    <div className="grid gap-5">
      <CardFields form={form} note={hasBalance ? t("card.kept") : undefined} />
      {receipt.holdExpiresAt && <HoldTimer until={receipt.holdExpiresAt} quantity={receipt.quantity} onDone={expire} />}
    </div>
  );
}

export function CardFooter({ preorder, step: { receipt }, form }: CardStepProps) {
  const t = useTranslations("preorders.rails");
  return (
    <div className="grid gap-2.5">
      <Problem isBoxed>{preorder.problem}</Problem>
      <Button
        look="signal"
        size="lg"
        wide
        busy={preorder.isBusy}
        disabled={form.state !== "ready"}
        onClick={() => preorder.submitCard(form)}
      >
        <DepositAmount order={receipt} />
      </Button>
      <Button look="plain" size="sm" wide disabled={preorder.isBusy} onClick={preorder.payOtherwise}>
        {t("otherwise")}
      </Button>
    </div>
  );
}
