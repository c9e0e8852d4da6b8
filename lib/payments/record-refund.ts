import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Uses } from "#lib/container.ts";
import { moveOrders, notOver } from "#lib/engine/move-orders.ts";
import { settleRefund } from "#lib/engine/refunds.ts";
import { lockStock } from "#lib/engine/sql.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { mismatch, parkEvent, parkUnknown } from "#lib/payments/park-event.ts";
import { chargedMinor, findPayment, type PaymentRow, paymentOf, sharesOf } from "#lib/payments/payment-row.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { isExact, recordCaptures } from "#lib/payments/settle-charge.ts";
import { Prisma } from "#prisma/client/client.ts";

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
  if (event.currency !== charge.currency || event.amountMinor > chargedMinor(charge) || event.amountMinor < 1)
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
  return (
    named ?? (refundRef ? findPayment(app, { rail, providerRef: refundRef, shareOf: null, kind: "REFUND" }) : null)
  );
}

async function recordOwn(app: Uses<"db">, rail: string, event: MoneyEvent, own: PaymentRow): Promise<Applied> {
  if (!isExact(own, event)) return park(app, rail, event, own, mismatch(own, event));
  for (const share of await sharesOf(app, own)) await settleRefund(app.db, share.id, event.refundRef);
  await settleRefund(app.db, own.id, event.refundRef);
  return { status: "applied", paymentId: own.id };
}

async function recordForeign(
  app: Uses<"db" | "engine" | "rails">,
  rail: string,
  event: MoneyEvent,
  charge: PaymentRow,
): Promise<Applied> {
  const paymentId = charge.id;
  // What was given back was taken before, even when that event is still on its way.
  const outcome = await recordCaptures(app, charge, event.ref);
  if (outcome === "surplus" && event.paymentId === paymentId) return { status: "ignored", paymentId };
  if (outcome === "surplus")
    return park(app, rail, event, charge, "given back by the seller, but the order was paid by another attempt");

  const holders = await holdersOf(app, charge, event.amountMinor);
  if (holders.length > 0) await writeForeign(app, rail, event, holders);
  const written = await ownRefund(app, rail, { ...event, paymentId: null });
  if (written) return recordOwn(app, rail, event, written);
  return park(app, rail, event, charge, "given back by the seller, but no order holds that much of it");
}

type Holder = { id: string; preorderId: string; editionId: string; minor: bigint };

/**
 * The payments in whose orders the money of a charge is now, with what each gives back: a conversion moves it to another order. Of a
 * charge that several orders share it is all that is left of it, or the whole of one; anything else a person has to part.
 */
async function holdersOf({ db }: Uses<"db">, { id, chargeMinor }: PaymentRow, amountMinor: number): Promise<Holder[]> {
  const rows = await db.$queryRaw<Holder[]>`
    SELECT p.id::text, o.id::text AS "preorderId", o.edition_id::text AS "editionId", least(o.paid_minor, p.amount_minor
        - coalesce((SELECT sum(r.amount_minor) FROM payment r WHERE r.refund_of = p.id AND r.state = 'CAPTURED'), 0))::bigint AS minor
    FROM payment part JOIN payment p ON p.id = part.id OR p.credit_of = part.id JOIN preorder o ON o.id = p.preorder_id
    WHERE (part.id = ${id}::uuid OR part.share_of = ${id}::uuid) AND p.kind <> 'REFUND' AND p.state = 'CAPTURED'
      AND o.paid_minor > 0 ORDER BY p.settled_at DESC, p.id`;
  const holding = rows.filter(({ minor }) => minor > 0n);
  if (chargeMinor === null) {
    const holder = holding.find(({ minor }) => minor >= amountMinor);
    return holder ? [{ ...holder, minor: BigInt(amountMinor) }] : [];
  }
  const all = holding.reduce((sum, { minor }) => sum + minor, 0n);
  const alike = holding.filter(({ minor }) => minor === BigInt(amountMinor));
  if (all === BigInt(amountMinor)) return holding;
  return alike.length === 1 ? alike : [];
}

/** One refund at the rail; of several orders the first stands for all. */
async function writeForeign(
  { engine }: Uses<"engine">,
  rail: string,
  { refundRef, amountMinor, currency }: MoneyEvent,
  holders: Holder[],
) {
  const lead = randomUUID();
  const whole = holders.length > 1 ? amountMinor : null;
  await engine.commit(async (write) => {
    const { tx } = write;
    const editions = holders.map(({ editionId }) => editionId);
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT unnest(${editions}::uuid[])`));
    for (const [index, { id, preorderId, editionId, minor }] of holders.entries()) {
      const [written] = await tx.$queryRaw<{ isWhole: boolean }[]>`
        INSERT INTO payment (id, preorder_id, kind, attempt, rail, provider_ref, amount_minor, charge_minor, share_of, currency, refund_of)
        SELECT ${index === 0 ? lead : randomUUID()}::uuid, o.id, 'REFUND',
          1 + (SELECT count(*) FROM payment WHERE preorder_id = o.id AND kind = 'REFUND'),
          ${rail}, ${refundRef}, ${minor}, ${index === 0 ? whole : null}::bigint, ${index === 0 ? null : lead}::uuid, ${currency}, ${id}::uuid
        FROM preorder o WHERE o.id = ${preorderId}::uuid
        ON CONFLICT DO NOTHING
        RETURNING (SELECT paid_minor = ${minor} FROM preorder WHERE id = ${preorderId}::uuid) AS "isWhole"`;
      // Another delivery of the same was quicker.
      if (!written) return;
      if (written.isWhole) await moveOrders(write, { editionId, ids: [preorderId], from: notOver, to: "CANCELLED" });
    }
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
