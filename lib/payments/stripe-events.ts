import type Stripe from "stripe";
import type { MoneyEvent, RailEvent } from "#lib/payments/rail-event.ts";
import { fromStripeAmount } from "#lib/payments/stripe-amount.ts";
import { keptBy, methodOfIntent } from "#lib/payments/stripe-method.ts";

/** What a Stripe event says about a charge, a refund or a kept method; null for the many that say nothing we act on. */
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
    case "setup_intent.succeeded":
      return aboutSetup(event.id, event.data.object);
    default:
      return null;
  }
}

function aboutIntent(id: string, kind: MoneyEvent["kind"], intent: Stripe.PaymentIntent): MoneyEvent {
  const failure = intent.last_payment_error;
  return {
    id,
    kind,
    paymentId: intent.metadata.payment ?? null,
    ref: intent.id,
    refundRef: null,
    ...fromStripeAmount(kind === "captured" ? intent.amount_received : intent.amount, intent.currency),
    reason: failure?.decline_code ?? failure?.code ?? intent.cancellation_reason,
    method: kind === "captured" ? methodOfIntent(intent) : null,
  };
}

function aboutRefund(id: string, refund: Stripe.Refund): MoneyEvent {
  const intent = refund.payment_intent;
  return {
    id,
    kind: "refunded",
    paymentId: refund.metadata?.payment ?? null,
    ref: (typeof intent === "string" ? intent : intent?.id) ?? "",
    refundRef: refund.id,
    ...fromStripeAmount(refund.amount, refund.currency),
    reason: null,
    method: null,
  };
}

function aboutSetup(id: string, intent: Stripe.SetupIntent): RailEvent | null {
  const method = keptBy(intent);
  const preorderId = intent.metadata?.preorder;
  const userId = intent.metadata?.account ?? null;
  return method && preorderId ? { id, kind: "kept", preorderId, userId, method } : null;
}
