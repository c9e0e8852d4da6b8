import type { Uses } from "#lib/container.ts";
import { type BalanceOutcome, settleBalance } from "#lib/engine/balances.ts";
import type { DepositOutcome } from "#lib/engine/deposit-batcher.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import { log } from "#lib/log.ts";
import { keepMethodOf } from "#lib/payments/keep-method.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge } from "#lib/payments/rail.ts";

export type Captured = Pick<Extract<Charge, { state: "captured" }>, "ref" | "amountMinor" | "currency" | "method">;

/** Whether the rail captured exactly what was asked for. Anything else never settles. */
export function isExact(
  payment: PaymentRow,
  { amountMinor, currency }: Pick<Captured, "amountMinor" | "currency">,
): boolean {
  return Number(payment.amountMinor) === amountMinor && payment.currency === currency;
}

/**
 * Records a captured deposit or balance, once however often it is told. Money without a place to go is given back: too late
 * means that the order was over, surplus that another attempt paid already.
 */
export async function settleCharge(
  app: MoneyUses,
  payment: PaymentRow,
  { ref, method }: Pick<Captured, "ref" | "method">,
): Promise<DepositOutcome | BalanceOutcome> {
  const { db, publish } = app;
  const { preorderId, preorder } = payment;
  const outcome = await recordCapture(app, payment, ref);
  if (outcome === "too_late") {
    await oweRefund(db, preorderId);
    await payRefunds(app, preorderId);
    publish.orderChanged(preorder.userId, { id: preorderId, state: preorder.state });
  }
  if (outcome === "surplus") await returnSurplus(app, payment, ref);
  if (method && !payment.byLink && (outcome === "reserved" || outcome === "replayed"))
    await keepMethodOf(app, payment, method);
  return outcome;
}

/** Only the books; what is too late or too much is the caller's to give back. */
export async function recordCapture(
  { engine }: Uses<"engine">,
  payment: PaymentRow,
  ref: string,
): Promise<DepositOutcome | BalanceOutcome> {
  const { id: paymentId, kind, preorderId, preorder } = payment;
  const { editionId, userId, state } = preorder;
  if (kind !== "BALANCE") return engine.deposits.submit(editionId, { paymentId, preorderId, ref });
  const order = { id: preorderId, userId, state };
  return engine.once((write) => settleBalance(write, { paymentId, ref, order }));
}

/** It never entered the books, so it leaves no refund there either: the attempt says that it was paid twice. */
export async function returnSurplus({ db, rails }: Uses<"db" | "rails">, payment: PaymentRow, ref: string) {
  const { key, ...request } = chargeRequest(payment);
  const refund = await rails
    .named(payment.rail)
    .refund({ ...request, key: `${key}:surplus`, chargeRef: ref, ref: null });
  log.error(
    { event: "paid_twice", payment: payment.id, rail: payment.rail, refund },
    "an order was paid twice; the second payment goes back",
  );
  const failure = refund.state === "done" ? "paid_twice_returned" : "paid_twice";
  await db.$executeRaw`UPDATE payment SET state = 'FAILED', failure = ${failure}, provider_ref = ${ref}, settled_at = now()
    WHERE id = ${payment.id}::uuid AND state <> 'CAPTURED'`;
}
