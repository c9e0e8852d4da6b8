"use client";

import { useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { PreorderStep } from "./checkout-state.ts";
import { DepositAmount } from "./deposit-amount.tsx";
import { HoldTimer } from "./hold-timer.tsx";
import { PayChoice } from "./pay-choice.tsx";
import { PreorderTerms } from "./preorder-terms.tsx";
import type { PayWays } from "./use-pay-way.ts";
import type { Preorder } from "./use-preorder.ts";

type Paying = Extract<PreorderStep, { at: "paying" }>;
type PayStepProps = { preorder: Preorder; step: Paying; ways: PayWays };

/** Units are held, the deposit is not yet paid: how long they wait, and with what to pay. */
export function PayStep({ preorder, step, ways, edition }: PayStepProps & { edition: EditionView }) {
  const t = useTranslations("preorders");
  const { asksCity } = useBuyer();
  const { receipt, isBankAsking } = step;
  const expire = () => preorder.expire(t("sheet.expired"));
  return (
    <div className="grid gap-5">
      {receipt.holdExpiresAt && <HoldTimer until={receipt.holdExpiresAt} quantity={receipt.quantity} onDone={expire} />}
      {step.hasMoved && (
        <p role="alert" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("pay.moved")}
        </p>
      )}
      <PreorderTerms
        terms={receipt}
        includesWay={!asksCity || receipt.cityId !== null || receipt.country !== null}
        edition={edition}
        refundableUntil={receipt.refundableUntil}
        country={receipt.country}
      />
      {!isBankAsking && <PayChoice ways={ways} />}
    </div>
  );
}

export function PayFooter({ preorder, step, ways }: PayStepProps) {
  const t = useTranslations("preorders.pay");
  const { receipt, isBankAsking } = step;
  return (
    <div className="grid gap-2.5">
      {isBankAsking && (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("needsAction")}
        </p>
      )}
      <Problem isBoxed>{preorder.problem}</Problem>
      <Button
        look="signal"
        size="lg"
        wide
        busy={preorder.isBusy}
        disabled={ways.rails === null}
        onClick={() => preorder.pay(receipt, isBankAsking ? { ...ways, way: { ...ways.way, card: "approve" } } : ways)}
      >
        {isBankAsking ? t("confirmAtBank") : <DepositAmount order={receipt} />}
      </Button>
    </div>
  );
}
