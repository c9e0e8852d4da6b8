import { randomUUID } from "node:crypto";
import { z } from "zod";
import { container } from "#lib/container.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { mismatch, parkEvent } from "#lib/payments/park-event.ts";
import { findPayment, type PaymentRow, paymentOf } from "#lib/payments/payment-row.ts";
import type { RailEvent } from "#lib/payments/rail-event.ts";
import { isExact } from "#lib/payments/settle-charge.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";

/**
 * A refund that the rail has carried out: one that we asked for, or one that the seller made at the provider. The latter,
 * when it gives the whole deposit back, ends the order and frees its units.
 */
export async function recordRefund(rail: string, event: RailEvent): Promise<Applied> {
  const own = await ownRefund(rail, event);
  if (own) {
    if (!isExact(own, event)) return park(rail, event, own, mismatch(own, event));
    await settle(own.id, event);
    return { status: "applied", paymentId: own.id };
  }
  const charge = await paymentOf(rail, event);
  if (charge?.kind !== "DEPOSIT") return { status: "ignored", paymentId: charge?.id ?? null };
  if (event.currency !== charge.currency || event.amountMinor > Number(charge.amountMinor) || event.amountMinor < 1)
    return park(rail, event, charge, mismatch(charge, event));
  return recordForeign(rail, event, charge);
}

async function ownRefund(rail: string, { paymentId, refundRef }: RailEvent): Promise<PaymentRow | null> {
  const id = z.uuid().safeParse(paymentId);
  const named = id.success ? await findPayment({ id: id.data, rail, kind: "REFUND" }) : null;
  return named ?? (refundRef ? findPayment({ rail, providerRef: refundRef, kind: "REFUND" }) : null);
}

async function recordForeign(rail: string, event: RailEvent, charge: PaymentRow): Promise<Applied> {
  const { db, depositLanes, publish } = container();
  const { id: paymentId, preorderId, preorder } = charge;
  const { editionId, userId } = preorder;
  // What was given back was taken before, even when that event is still on its way.
  const outcome = await depositLanes.submit(editionId, { paymentId, preorderId, ref: event.ref });
  if (outcome === "surplus" && event.paymentId === paymentId) return { status: "ignored", paymentId };
  if (outcome === "surplus")
    return park(rail, event, charge, "given back by the seller, but the order was paid by another attempt");

  const answer = await db.$transaction(async (tx) => {
    const isWhole = event.amountMinor === Number(charge.amountMinor);
    const [row] = isWhole
      ? await tx.$queryRaw<{ answer: Moved }[]>`
        SELECT move_preorders(${editionId}::uuid, ARRAY[${preorderId}]::uuid[], '{HELD,RESERVED,LOCKED,READY}', 'CANCELLED') AS answer`
      : [];
    await tx.$executeRaw`
      INSERT INTO payment (id, preorder_id, kind, attempt, rail, provider_ref, amount_minor, currency, refund_of)
      SELECT ${randomUUID()}::uuid, ${preorderId}::uuid, 'REFUND', 1 + (SELECT count(*) FROM payment WHERE preorder_id = ${preorderId}::uuid AND kind = 'REFUND'),
        ${rail}, ${event.refundRef}, ${event.amountMinor}, ${event.currency}, ${paymentId}::uuid
      ON CONFLICT DO NOTHING`;
    return row?.answer;
  });
  const written = await ownRefund(rail, { ...event, paymentId: null });
  if (!written) throw new Error(`refund ${event.refundRef} lost its place to another; it will be told again`);
  await settle(written.id, event);
  if (answer && answer.moved.length > 0) {
    tellMoved(editionId, answer);
  }
  publish.orderChanged(userId, { id: preorderId, state: "CANCELLED" });
  return { status: "applied", paymentId };
}

async function settle(refundId: string, { refundRef }: RailEvent) {
  await container().db.$queryRaw`SELECT settle_refund(${refundId}::uuid, ${refundRef})`;
}

async function park(rail: string, event: RailEvent, payment: PaymentRow, note: string): Promise<Applied> {
  await parkEvent(rail, event, payment.id, note);
  return { status: "parked", paymentId: payment.id };
}
