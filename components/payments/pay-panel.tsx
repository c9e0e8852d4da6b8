"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PayChoice } from "#components/preorders/checkout/pay-choice.tsx";
import type { PayWays } from "#components/preorders/checkout/use-pay-way.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { CardFields } from "./card-fields.tsx";
import type { Payment } from "./use-payment.ts";

type PayPanelProps = { payment: Payment; ways: PayWays; note?: string; children: ReactNode };

/** With what to pay, the provider's form once it is needed, what went wrong, and the one button that `children` name. */
export function PayPanel({ payment, ways, note, children }: PayPanelProps) {
  const t = useTranslations("preorders");
  const { isBusy, problem, isBankAsking, form, hasForm } = payment;
  return (
    <div className="grid gap-4">
      {isBankAsking && (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t("pay.needsAction")}
        </p>
      )}
      {!isBankAsking && !hasForm && <PayChoice ways={ways} />}
      {hasForm && <CardFields form={form} note={note} />}
      <Problem isBoxed>{problem}</Problem>
      <Button
        look="signal"
        size="lg"
        busy={isBusy}
        disabled={ways.rails === null || (hasForm && form.state !== "ready")}
        onClick={payment.pay}
      >
        {isBankAsking ? t("pay.confirmAtBank") : children}
      </Button>
      {hasForm && (
        <Button look="plain" size="sm" disabled={isBusy} onClick={payment.payOtherwise}>
          {t("rails.otherwise")}
        </Button>
      )}
    </div>
  );
}
