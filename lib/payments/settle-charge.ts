import type { Uses } from "#lib/container.ts";
import { type BalanceOutcome, settleBalance } from "#lib/engine/balances.ts";
import type { DepositOutcome } from "#lib/engine/deposit-batcher.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import { log } from "#lib/log.ts";
import { labelMethod } from "#lib/payments/keep-method.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { chargedMinor, chargeRequest, type PaymentRow, sharesOf } from "#lib/payments/payment-row.ts";
import type { Charge } from "#lib/payments/rail.ts";

export type Captured = Omit<Extract<Charge, { state: "captured" }>, "state">;
type Taken = Pick<Captured, "ref" | "method" | "facts">;

/** Whether the rail captured exactly what was asked for. Anything else never settles. */
export function isExact(
  payment: PaymentRow,
  { amountMinor, currency }: Pick<Captured, "amountMinor" | "currency">,
): boolean {
  return chargedMinor(payment) === amountMinor && payment.currency === currency;
}

/**
 * Records a captured deposit or balance, once however often it is told. Money without a place to go is given back: too late
 * means that the order was over, surplus that another attempt paid already. Of a charge that orders of one basket share, each order is
 * settled by itself, and the one that stands at the rail last: until then the completer comes back to it. Returns what became of the
 * best of them.
 */
export async function settleCharge(
  app: MoneyUses,
  payment: PaymentRow,
  captured: Taken,
): Promise<DepositOutcome | BalanceOutcome> {
  const shares = await sharesOf(app, payment);
  const others = await Promise.all(shares.map((share) => settleOne(app, share, captured)));
  const own = await settleOne(app, payment, captured);
  return own === "too_late" ? (others.find((outcome) => outcome !== "too_late") ?? own) : own;
}

async function settleOne(
  app: MoneyUses,
  payment: PaymentRow,
  captured: Taken,
): Promise<DepositOutcome | BalanceOutcome> {
  const { db, publish } = app;
  const { preorderId, preorder } = payment;
  const { ref } = captured;
  const outcome = await recordCapture(app, payment, captured);
  if (outcome === "too_late") {
    await oweRefund(db, preorderId);
    await payRefunds(app, preorderId);
    publish.orderChanged(preorder.userId, { id: preorderId, state: preorder.state });
  }
  if (outcome === "surplus") await returnSurplus(app, payment, ref);
  return outcome;
}

/** Only the books, of all orders that the charge paid; what is too late or too much is the caller's to give back. */
export async function recordCaptures(
  app: Uses<"db" | "engine" | "rails">,
  payment: PaymentRow,
  ref: string,
): Promise<DepositOutcome | BalanceOutcome> {
  const captured = { ref, method: null };
  for (const share of await sharesOf(app, payment)) await recordCapture(app, share, captured);
  return recordCapture(app, payment, captured);
}

async function recordCapture(
  app: Uses<"db" | "engine" | "rails">,
  payment: PaymentRow,
  { ref, method, facts }: Taken,
): Promise<DepositOutcome | BalanceOutcome> {
  const { id: paymentId, kind, preorderId, preorder } = payment;
  const { editionId, userId, state } = preorder;
  if (kind === "BALANCE") {
    const order = { id: preorderId, userId, state };
    return app.engine.once((write) => settleBalance(write, { paymentId, ref, order }));
  }
  const kept = method && { owner: userId, ...method, ...(facts ?? { label: null, fingerprint: null }) };
  const { outcome, unlabelled } = await app.engine.deposits.submit(editionId, { paymentId, preorderId, ref, kept });
  if (method && unlabelled) await labelMethod(app, payment.rail, method);
  return outcome;
}

/** It never entered the books, so it leaves no refund there either: the attempt says that it was paid twice. */
export async function returnSurplus({ db, rails }: Uses<"db" | "rails">, payment: PaymentRow, ref: string) {
  const { key, ...request } = chargeRequest(payment);
  // Of a shared charge only the part of this order: the others may have needed theirs.
  const amountMinor = Number(payment.amountMinor);
  const refund = await rails
    .named(payment.rail)
    .refund({ ...request, amountMinor, key: `${key}:surplus`, chargeRef: ref, ref: null });
  log.error(
    { event: "paid_twice", payment: payment.id, rail: payment.rail, refund },
    "an order was paid twice; the second payment goes back",
  );
  const failure = refund.state === "done" ? "paid_twice_returned" : "paid_twice";
  await db.$executeRaw`UPDATE payment SET state = 'FAILED', failure = ${failure}, provider_ref = ${ref}, settled_at = now()
    WHERE id = ${payment.id}::uuid AND state <> 'CAPTURED'`;
}
