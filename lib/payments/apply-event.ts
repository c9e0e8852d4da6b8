import { z } from "zod";
import type { Uses } from "#lib/container.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { awaitRail } from "#lib/payments/await-rail.ts";
import { endPayment } from "#lib/payments/fail-payment.ts";
import { chargeTo, keepMethod } from "#lib/payments/keep-method.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { mismatch, parkEvent, parkUnknown } from "#lib/payments/park-event.ts";
import { paymentOf } from "#lib/payments/payment-row.ts";
import type { KeptMethod, RailEvent } from "#lib/payments/rail-event.ts";
import { recordDispute } from "#lib/payments/record-dispute.ts";
import { recordFailedRefund } from "#lib/payments/record-failed-refund.ts";
import { recordRefund } from "#lib/payments/record-refund.ts";
import { isExact, settleCharge } from "#lib/payments/settle-charge.ts";

/**
 * What an event does to its payment. Captured beats failed beats processing, and a refund says that the money was captured
 * before: so any order and any repetition of the same events ends in the same state.
 */
export async function applyEvent(app: MoneyUses, rail: string, event: RailEvent): Promise<Applied> {
  if (event.kind === "kept") return applyKept(app, rail, event);
  if ("disputeRef" in event) return recordDispute(app, rail, event);
  if (event.kind === "refunded") return recordRefund(app, rail, event);
  if (event.kind === "refund_failed") return recordFailedRefund(app, rail, event);
  const payment = await paymentOf(app, rail, event);
  if (!payment && event.kind === "captured") return parkUnknown(app, rail, event);
  if (!payment || payment.kind === "REFUND") return { status: "ignored", paymentId: payment?.id ?? null };
  if (!isExact(payment, event)) {
    await parkEvent(app, rail, event, payment.id, mismatch(payment, event));
    return { status: "parked", paymentId: payment.id };
  }
  switch (event.kind) {
    case "processing":
      if (payment.state === "CREATED") await awaitRail(app, payment, event.ref);
      break;
    case "failed":
      await endPayment(app, payment, event.reason ?? "declined", event.ref);
      break;
    case "captured":
      await settleCharge(app, payment, event);
  }
  return { status: "applied", paymentId: payment.id };
}

async function applyKept(
  app: Uses<"db" | "publish" | "rails">,
  rail: string,
  { preorderId, userId, method }: { preorderId: string; userId: string | null; method: KeptMethod },
): Promise<Applied> {
  const id = z.uuid().safeParse(preorderId);
  const order = id.success ? await app.db.preorder.findUnique({ where: { id: id.data } }) : null;
  if (!order || (await isAnothers(app, order.userId, userId))) return { status: "ignored", paymentId: null };
  await chargeTo(app, order.id, await keepMethod(app, { rail, userId: order.userId, method }));
  return { status: "applied", paymentId: null };
}

/** The order was given away since; whose guest's account went into the buyer's own is the buyer. */
async function isAnothers({ db }: Uses<"db">, buyerId: string, keptFor: string | null): Promise<boolean> {
  if (keptFor === null || keptFor === buyerId) return false;
  const id = z.uuid().safeParse(keptFor);
  return id.success && (await db.user.count({ where: { id: id.data } })) > 0;
}
