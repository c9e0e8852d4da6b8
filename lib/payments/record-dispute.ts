import { container } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { parkUnknown } from "#lib/payments/park-event.ts";
import { findPayment } from "#lib/payments/payment-row.ts";
import type { DisputeEvent } from "#lib/payments/rail-event.ts";
import { recordCapture } from "#lib/payments/settle-charge.ts";

type Told = {
  outcome: "opened" | "changed" | "known";
  orders: { id: string; userId: string; state: string }[] | null;
};

/** Notes what a rail says of a dispute. It stops the balance, the refund and the hand-over of its order; stock and order stay. */
export async function recordDispute(rail: string, event: DisputeEvent): Promise<Applied> {
  const charge = event.ref === "" ? null : await findPayment({ rail, providerRef: event.ref, kind: { not: "REFUND" } });
  if (!charge) return parkUnknown(rail, event);
  const { id: paymentId } = charge;
  // Who disputes a charge was charged, even when that event is still on its way.
  await recordCapture(charge, event.ref);
  const { db, publish } = container();
  const { disputeRef, kind, reason, status, amountMinor, currency, dueBy, toldAt, isActionable } = event;
  const [row] = await db.$queryRaw<{ answer: Told }[]>`
    SELECT tell_dispute(${rail}, ${disputeRef}, ${kind}, ${paymentId}::uuid, ${reason}, ${status}, ${amountMinor}::bigint, ${currency},
      ${dueBy}::timestamptz, ${toldAt}::timestamptz, ${isActionable}) AS answer`;
  if (!row) throw new Error("tell_dispute returned nothing");
  const { outcome, orders } = row.answer;
  if (outcome === "opened")
    log.error(
      { alarm: "dispute_opened", rail, dispute: disputeRef, payment: paymentId, kind, reason },
      "a charge is disputed",
    );
  for (const { id, userId, state } of orders ?? []) publish.orderChanged(userId, { id, state });
  return { status: "applied", paymentId };
}
