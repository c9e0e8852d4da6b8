import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Uses } from "#lib/container.ts";
import { moveOrders, notOver } from "#lib/engine/move-orders.ts";
import { settleRefund } from "#lib/engine/refunds.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { mismatch, parkEvent, parkUnknown } from "#lib/payments/park-event.ts";
import { findPayment, type PaymentRow, paymentOf } from "#lib/payments/payment-row.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { isExact, recordCapture } from "#lib/payments/settle-charge.ts";

/**
 * A refund that the rail has carried out: one that we asked for, or one that the seller made at the provider. The latter,
 * when it leaves nothing paid, ends the order and frees its units.
 */
export async function recordRefund(
  app: Uses<"db" | "engine" | "rails">,
  rail: string,
  event: MoneyEvent,
): Promise<Applied> {
  const own = await ownRefund(app, rail, event);
  if (own) return recordOwn(app, rail, event, own);
  const charge = await paymentOf(app, rail, event);
  if (!charge) return parkUnknown(app, rail, event);
  if (charge.kind === "REFUND") return { status: "ignored", paymentId: charge.id };
  if (event.currency !== charge.currency || event.amountMinor > Number(charge.amountMinor) || event.amountMinor < 1)
    return park(app, rail, event, charge, mismatch(charge, event));
  return recordForeign(app, rail, event, charge);
}

export async function ownRefund(
  app: Uses<"db">,
  rail: string,
  { paymentId, refundRef }: MoneyEvent,
): Promise<PaymentRow | null> {
  const id = z.uuid().safeParse(paymentId);
  const named = id.success ? await findPayment(app, { id: id.data, rail, kind: "REFUND" }) : null;
  return named ?? (refundRef ? findPayment(app, { rail, providerRef: refundRef, kind: "REFUND" }) : null);
}

async function recordOwn(app: Uses<"db">, rail: string, event: MoneyEvent, own: PaymentRow): Promise<Applied> {
  if (!isExact(own, event)) return park(app, rail, event, own, mismatch(own, event));
  await settleRefund(app.db, own.id, event.refundRef);
  return { status: "applied", paymentId: own.id };
}

async function recordForeign(
  app: Uses<"db" | "engine">,
  rail: string,
  event: MoneyEvent,
  charge: PaymentRow,
): Promise<Applied> {
  const paymentId = charge.id;
  // What was given back was taken before, even when that event is still on its way.
  const outcome = await recordCapture(app, charge, event.ref);
  if (outcome === "surplus" && event.paymentId === paymentId) return { status: "ignored", paymentId };
  if (outcome === "surplus")
    return park(app, rail, event, charge, "given back by the seller, but the order was paid by another attempt");

  const holder = await holderOf(app, charge, event.amountMinor);
  if (holder) await writeForeign(app, rail, event, holder);
  const written = await ownRefund(app, rail, { ...event, paymentId: null });
  if (written) return recordOwn(app, rail, event, written);
  return park(app, rail, event, charge, "given back by the seller, but no order holds that much of it");
}

/** The payment in whose order the money of a charge is now: a conversion moves it to another one. */
async function holderOf(app: Uses<"db">, { id }: PaymentRow, amountMinor: number): Promise<PaymentRow | null> {
  const [row] = await app.db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM payment p JOIN preorder o ON o.id = p.preorder_id
    WHERE (p.id = ${id}::uuid OR p.credit_of = ${id}::uuid) AND p.state = 'CAPTURED' AND o.paid_minor >= ${amountMinor}
    ORDER BY p.settled_at DESC, p.id LIMIT 1`;
  return row ? findPayment(app, { id: row.id }) : null;
}

async function writeForeign(
  { engine }: Uses<"engine">,
  rail: string,
  { refundRef, amountMinor, currency }: MoneyEvent,
  holder: PaymentRow,
) {
  const { id, preorderId, preorder } = holder;
  const { editionId } = preorder;
  await engine.commit(async (write) => {
    const { tx } = write;
    await tx.$queryRaw`SELECT 1 FROM inventory WHERE edition_id = ${editionId}::uuid FOR UPDATE`;
    const written = await tx.$queryRaw<{ isWhole: boolean }[]>`
      INSERT INTO payment (id, preorder_id, kind, attempt, rail, provider_ref, amount_minor, currency, refund_of)
      SELECT ${randomUUID()}::uuid, o.id, 'REFUND', 1 + (SELECT count(*) FROM payment WHERE preorder_id = o.id AND kind = 'REFUND'),
        ${rail}, ${refundRef}, ${amountMinor}, ${currency}, ${id}::uuid FROM preorder o WHERE o.id = ${preorderId}::uuid
      ON CONFLICT DO NOTHING
      RETURNING (SELECT paid_minor = ${amountMinor} FROM preorder WHERE id = ${preorderId}::uuid) AS "isWhole"`;
    if (written[0]?.isWhole) await moveOrders(write, { editionId, ids: [preorderId], from: notOver, to: "CANCELLED" });
  });
}

async function park(
  app: Uses<"db">,
  rail: string,
  event: MoneyEvent,
  payment: PaymentRow,
  note: string,
): Promise<Applied> {
  await parkEvent(app, rail, event, payment.id, note);
  return { status: "parked", paymentId: payment.id };
}
