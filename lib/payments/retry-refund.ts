import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDisputed } from "#lib/engine/disputes.ts";
import { giveBack } from "#lib/payments/complete-payments.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import { viewPayment } from "#lib/payments/queries.ts";
import type { PaymentRecord } from "#lib/payments/schema.ts";
import { returnSurplus } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Tries now what a rail refused or has not done: a refund, or the return of a second payment. Returns the newest refund of the
 * order, or the second payment. Refuses with not_found, nothing_to_retry or order_disputed.
 */
export async function retryRefund(app: MoneyUses, operator: Operator, id: string): Promise<PaymentRecord> {
  const payment = await findPayment(app, { id });
  if (!payment) throw new Refusal("not_found");
  const isSurplus = payment.failure === "paid_twice";
  if (!isSurplus && (payment.kind !== "REFUND" || payment.state === "CAPTURED" || payment.rail === "manual"))
    throw new Refusal("nothing_to_retry");
  if (await isDisputed(app.db, payment.preorderId)) throw new Refusal("order_disputed");
  await recordAct(app.db, {
    actorId: operator.id,
    action: "refund.retried",
    subject: `payment:${id}`,
    before: { state: payment.state, failure: payment.failure },
  });
  return viewPayment(await (isSurplus ? returnAgain(app, payment) : refundAgain(app, payment)));
}

async function returnAgain(app: Uses<"db" | "rails">, payment: PaymentRow): Promise<PaymentRow> {
  await returnSurplus(app, payment, payment.providerRef ?? "");
  return (await findPayment(app, { id: payment.id })) ?? payment;
}

async function refundAgain(app: MoneyUses, { preorderId, ...payment }: PaymentRow): Promise<PaymentRow> {
  await giveBack(app, preorderId);
  return (await findPayment(app, { preorderId, kind: "REFUND" }, true)) ?? { preorderId, ...payment };
}
