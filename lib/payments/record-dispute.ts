import type { Uses } from "#lib/container.ts";
import { tellDispute } from "#lib/engine/disputes.ts";
import { log } from "#lib/log.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { parkUnknown } from "#lib/payments/park-event.ts";
import { findPayment } from "#lib/payments/payment-row.ts";
import type { DisputeEvent } from "#lib/payments/rail-event.ts";
import { recordCaptures } from "#lib/payments/settle-charge.ts";

/** Notes what a rail says of a dispute. It stops the balance, the refund and the hand-over of its order; stock and order stay. */
export async function recordDispute(
  app: Uses<"db" | "engine" | "rails">,
  rail: string,
  event: DisputeEvent,
): Promise<Applied> {
  const charge =
    event.ref === ""
      ? null
      : await findPayment(app, { rail, providerRef: event.ref, shareOf: null, kind: { not: "REFUND" } });
  if (!charge) return parkUnknown(app, rail, event);
  const { id: paymentId } = charge;
  // Who disputes a charge was charged, even when that event is still on its way.
  await recordCaptures(app, charge, event.ref);
  const { disputeRef, kind, reason } = event;
  const outcome = await app.engine.once((write) => tellDispute(write, { ...event, rail, paymentId }));
  if (outcome === "opened")
    log.error(
      { event: "dispute_opened", rail, dispute: disputeRef, payment: paymentId, kind, reason },
      "a charge is disputed",
    );
  return { status: "applied", paymentId };
}
