"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { CardChoice } from "./card-choice.tsx";
import { DepositAmount } from "./deposit-amount.tsx";
import { HoldTimer } from "./hold-timer.tsx";
import { PreorderTerms } from "./preorder-terms.tsx";
import type { Preorder, PreorderStep, TestCard } from "./use-preorder.ts";

type Paying = Extract<PreorderStep, { at: "paying" }>;
type PayStepProps = { preorder: Preorder; step: Paying; card: TestCard };

/** Units are held, the deposit is not yet paid: how long they wait, and with what to pay. */
export function PayStep({ preorder, step, card, onCard }: PayStepProps & { onCard: (card: TestCard) => void }) {
  const t = useTranslations("preorders");
  const { receipt, isBankAsking } = step;
  const expire = () => {
    if (!preorder.isBusy) preorder.expire(t("sheet.expired"));
  };
  return (
    <div className="grid gap-5">
      {receipt.holdExpiresAt && <HoldTimer until={receipt.holdExpiresAt} quantity={receipt.quantity} onDone={expire} />}
      {step.hasMoved && (
        <p role="alert" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("pay.moved")}
        </p>
      )}
      <PreorderTerms terms={receipt} refundableUntil={receipt.refundableUntil} />
      {!isBankAsking && <CardChoice card={card} onCard={onCard} />}
    </div>
  );
}

export function PayFooter({ preorder, step, card }: PayStepProps) {
  const t = useTranslations("preorders.pay");
  const { receipt, isBankAsking } = step;
  return (
    <div className="grid gap-2.5">
      {isBankAsking && (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("needsAction")}
        </p>
      )}
      {preorder.problem && (
        <p role="alert" className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {preorder.problem}
        </p>
      )}
      <Button
        look="signal"
        size="lg"
        wide
        busy={preorder.isBusy}
        onClick={() => preorder.pay(receipt, isBankAsking ? "approve" : card)}
      >
        {isBankAsking ? t("confirmAtBank") : <DepositAmount order={receipt} />}
      </Button>
    </div>
  );
}
