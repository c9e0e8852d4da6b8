import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { settleRefund } from "#lib/engine/refunds.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { chargeRequest, findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import { viewPayment } from "#lib/payments/queries.ts";
import type { ConfirmationInput, PaymentRecord } from "#lib/payments/schema.ts";
import { isExact, settleCharge } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * An operator says that a transfer arrived, or that one went back to the buyer. Saying it again changes nothing. Refuses
 * with not_found, not_confirmable (it is not a transfer) or amount_mismatch. Money for an order that is gone is owed back.
 */
export async function confirmTransfer(
  app: MoneyUses,
  operator: Operator,
  id: string,
  input: ConfirmationInput,
): Promise<PaymentRecord> {
  const payment = await findPayment(app, { id });
  if (!payment) throw new Refusal("not_found");
  if (payment.rail !== "manual" || payment.shareOf) throw new Refusal("not_confirmable");
  if (!isExact(payment, input)) throw new Refusal("amount_mismatch", { field: "amountMinor" });
  if (payment.state !== "CAPTURED") {
    // Noted before the money moves: a crash in between leaves a word too many, never one too few.
    await recordAct(app.db, {
      actorId: operator.id,
      action: "payment.confirmed",
      subject: `payment:${id}`,
      before: { state: payment.state },
      after: { ...input, preorderId: payment.preorderId, kind: payment.kind },
    });
    await settle(app, payment);
  }
  const settled = await findPayment(app, { id });
  if (!settled) throw new Refusal("not_found");
  return viewPayment(settled);
}

async function settle(app: MoneyUses, payment: PaymentRow) {
  const { db, rails } = app;
  if (payment.kind === "REFUND") {
    await settleRefund(db, payment.id, payment.providerRef ?? payment.id);
    return;
  }
  const transfer = await rails.named(payment.rail).find(chargeRequest(payment));
  await settleCharge(app, payment, { ref: transfer?.ref ?? payment.id, method: null });
}
