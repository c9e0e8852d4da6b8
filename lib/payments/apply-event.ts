import { container } from "#lib/container.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { awaitRail, failPayment } from "#lib/payments/fail-payment.ts";
import { mismatch, parkEvent } from "#lib/payments/park-event.ts";
import { chargeRequest, type PaymentRow, paymentOf } from "#lib/payments/payment-row.ts";
import type { RailEvent } from "#lib/payments/rail-event.ts";
import { recordRefund } from "#lib/payments/record-refund.ts";
import { isExact, settleCharge } from "#lib/payments/settle-charge.ts";

/**
 * What an event does to its payment. Captured beats failed beats processing, and a refund says that the money was captured
 * before: so any order and any repetition of the same events ends in the same state.
 */
export async function applyEvent(rail: string, event: RailEvent): Promise<Applied> {
  if (event.kind === "refunded") return recordRefund(rail, event);
  const payment = await paymentOf(rail, event);
  if (payment?.kind !== "DEPOSIT") return { status: "ignored", paymentId: payment?.id ?? null };
  if (!isExact(payment, event)) {
    await parkEvent(rail, event, payment.id, mismatch(payment, event));
    return { status: "parked", paymentId: payment.id };
  }
  switch (event.kind) {
    case "processing":
      if (payment.state === "CREATED") await awaitRail(payment, event.ref);
      break;
    case "failed":
      await failPayment(payment, event.reason ?? "declined", event.ref);
      await endAtRail(payment, event.ref);
      break;
    case "captured":
      await settleCharge(payment, event);
  }
  return { status: "applied", paymentId: payment.id };
}

/** A declined intent may be tried again at the provider; ours is over, and the next attempt has one of its own. */
async function endAtRail(payment: PaymentRow, ref: string) {
  await container()
    .rails.named(payment.rail)
    .cancel({ ...chargeRequest(payment), ref })
    .catch(() => undefined);
}
