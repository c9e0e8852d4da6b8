import { z } from "zod";
import { container } from "#lib/container.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { awaitRail, endPayment } from "#lib/payments/fail-payment.ts";
import { chargeTo, keepMethod } from "#lib/payments/keep-method.ts";
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
export async function applyEvent(rail: string, event: RailEvent): Promise<Applied> {
  if (event.kind === "kept") return applyKept(rail, event);
  if ("disputeRef" in event) return recordDispute(rail, event);
  if (event.kind === "refunded") return recordRefund(rail, event);
  if (event.kind === "refund_failed") return recordFailedRefund(rail, event);
  const payment = await paymentOf(rail, event);
  if (!payment && event.kind === "captured") return parkUnknown(rail, event);
  if (!payment || payment.kind === "REFUND") return { status: "ignored", paymentId: payment?.id ?? null };
  if (!isExact(payment, event)) {
    await parkEvent(rail, event, payment.id, mismatch(payment, event));
    return { status: "parked", paymentId: payment.id };
  }
  switch (event.kind) {
    case "processing":
      if (payment.state === "CREATED") await awaitRail(payment, event.ref);
      break;
    case "failed":
      await endPayment(payment, event.reason ?? "declined", event.ref);
      break;
    case "captured":
      await settleCharge(payment, event);
  }
  return { status: "applied", paymentId: payment.id };
}

async function applyKept(
  rail: string,
  { preorderId, userId, method }: { preorderId: string; userId: string | null; method: KeptMethod },
): Promise<Applied> {
  const id = z.uuid().safeParse(preorderId);
  const order = id.success ? await container().db.preorder.findUnique({ where: { id: id.data } }) : null;
  if (!order || (await isAnothers(order.userId, userId))) return { status: "ignored", paymentId: null };
  await chargeTo(order.id, await keepMethod({ rail, userId: order.userId, method }));
  return { status: "applied", paymentId: null };
}

/** The order was given away since; whose guest's account went into the buyer's own is the buyer. */
async function isAnothers(buyerId: string, keptFor: string | null): Promise<boolean> {
  if (keptFor === null || keptFor === buyerId) return false;
  const id = z.uuid().safeParse(keptFor);
  return id.success && (await container().db.user.count({ where: { id: id.data } })) > 0;
}
