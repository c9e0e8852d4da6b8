import type Stripe from "stripe";
import type { RailEvent } from "#lib/payments/rail-event.ts";
import { fromStripeAmount } from "#lib/payments/stripe-amount.ts";

/** What a Stripe event says about a charge or refund; null for the many that say nothing we act on. */
export function readStripeEvent(event: Stripe.Event): RailEvent | null {
  switch (event.type) {
    case "payment_intent.processing":
      return aboutIntent(event.id, "processing", event.data.object);
    case "payment_intent.succeeded":
      return aboutIntent(event.id, "captured", event.data.object);
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return aboutIntent(event.id, "failed", event.data.object);
    case "refund.created":
    case "refund.updated":
      return event.data.object.status === "succeeded" ? aboutRefund(event.id, event.data.object) : null;
    default:
      return null;
  }
}

function aboutIntent(id: string, kind: RailEvent["kind"], intent: Stripe.PaymentIntent): RailEvent {
  const failure = intent.last_payment_error;
  return {
    id,
    kind,
    paymentId: intent.metadata.payment ?? null,
    ref: intent.id,
    refundRef: null,
    ...fromStripeAmount(kind === "captured" ? intent.amount_received : intent.amount, intent.currency),
    reason: failure?.decline_code ?? failure?.code ?? intent.cancellation_reason,
  };
}

function aboutRefund(id: string, refund: Stripe.Refund): RailEvent {
  const intent = refund.payment_intent;
  return {
    id,
    kind: "refunded",
    paymentId: refund.metadata?.payment ?? null,
    ref: (typeof intent === "string" ? intent : intent?.id) ?? "",
    refundRef: refund.id,
    ...fromStripeAmount(refund.amount, refund.currency),
    reason: null,
  };
}
