import { randomUUID } from "node:crypto";
import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { oweRefund } from "#lib/payments/owe-refund.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { railNamed } from "#lib/payments/rails.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Attempt = { id: string; attempt: number; rail: string; amountMinor: bigint; currency: string; editionId: string };

/**
 * Pays the deposit of a held pre-order in atomic phases: attempt committed, rail called with the attempt's own key, result
 * committed. Two calls at once share one attempt and so one charge. Refuses with not_found, not_payable, hold_expired,
 * payment_declined or payment_needs_action; a charge that came too late is refunded at once.
 */
export async function payDeposit(buyer: Buyer, preorderId: string, input: DepositInput): Promise<void> {
  const { db, depositLanes } = container();
  const attempt = await openAttempt(buyer, preorderId, input.rail);
  if (!attempt) return;
  const charge = await railNamed(attempt.rail).charge({
    key: `${preorderId}:deposit:${attempt.attempt}`,
    amountMinor: Number(attempt.amountMinor),
    currency: attempt.currency,
    card: input.card,
  });
  if (charge.state === "failed") {
    await db.$executeRaw`UPDATE payment SET state = 'FAILED', failure = ${charge.reason}, settled_at = now()
      WHERE id = ${attempt.id}::uuid AND state <> 'CAPTURED'`;
    throw new Refusal("payment_declined", { detail: { reason: charge.reason } });
  }
  if (charge.state === "needs_action") {
    await db.$executeRaw`UPDATE payment SET state = 'PENDING' WHERE id = ${attempt.id}::uuid AND state = 'CREATED'`;
    throw new Refusal("payment_needs_action");
  }
  const outcome = await depositLanes.submit(attempt.editionId, { paymentId: attempt.id, ref: charge.ref });
  if (outcome === "too_late") {
    await oweRefund(db, preorderId);
    await payRefunds(preorderId);
    throw new Refusal("hold_expired");
  }
}

/** The open attempt of this order, or a new one; null when the deposit is paid already. */
async function openAttempt(buyer: Buyer, preorderId: string, rail: string): Promise<Attempt | null> {
  const { db } = container();
  const order = await db.preorder.findFirst({ where: { id: preorderId, userId: buyer.id } });
  if (!order) throw new Refusal("not_found");
  if (order.state === "RESERVED" || order.state === "LOCKED") return null;
  if (order.state === "EXPIRED") throw new Refusal("hold_expired");
  if (order.state !== "HELD") throw new Refusal("not_payable", { detail: { state: order.state } });
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency)
    SELECT ${randomUUID()}::uuid, o.id, 'DEPOSIT', 1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = 'DEPOSIT' AND p.state = 'FAILED'),
      ${rail}, o.deposit_minor, o.currency FROM preorder o WHERE o.id = ${preorderId}::uuid
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
  const open = await db.payment.findFirst({ where: { preorderId, kind: "DEPOSIT" }, orderBy: { attempt: "desc" } });
  if (!open) throw new Error(`no deposit attempt for pre-order ${preorderId}`);
  return { ...open, editionId: order.editionId };
}
