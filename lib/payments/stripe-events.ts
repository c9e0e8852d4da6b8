import type Stripe from "stripe";
import { z } from "zod";
import type { DisputeEvent, MoneyEvent, RailEvent } from "#lib/payments/rail-event.ts";
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
    case "refund.failed":
      return aboutRefund(event.id, event.data.object);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return aboutDispute(event, event.data.object);
    case "radar.early_fraud_warning.created":
    case "radar.early_fraud_warning.updated":
      return aboutWarning(event, event.data.object);
    case "setup_intent.succeeded":
      return aboutSetup(event.id, event.data.object);
    default:
      return null;
  }
}

/** Charges of other products of the same account carry nothing of ours. */
export function isOurs({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): boolean {
  return [metadata.payment, metadata.preorder].every((id) => z.uuid().safeParse(id).success);
}

function aboutIntent(id: string, kind: MoneyEvent["kind"], intent: Stripe.PaymentIntent): MoneyEvent | null {
  if (!isOurs(intent)) return null;
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

/** A refund that is still under way says nothing yet; one that failed may have been told of as done before. */
function aboutRefund(id: string, refund: Stripe.Refund): MoneyEvent | null {
  const kind = refundKinds.get(refund.status ?? "");
  if (!kind) return null;
  return {
    id,
    kind,
    paymentId: refund.metadata?.payment ?? null,
    ref: idOf(refund.payment_intent),
    refundRef: refund.id,
    ...fromStripeAmount(refund.amount, refund.currency),
    reason: kind === "refund_failed" ? (refund.failure_reason ?? "unknown") : null,
    method: null,
  };
}

const refundKinds = new Map<string, MoneyEvent["kind"]>([
  ["succeeded", "refunded"],
  ["failed", "refund_failed"],
  ["canceled", "refund_failed"],
]);

function aboutDispute({ id, created }: Stripe.Event, dispute: Stripe.Dispute): DisputeEvent {
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    id,
    kind: "dispute",
    ref: idOf(dispute.payment_intent),
    disputeRef: dispute.id,
    reason: dispute.reason,
    status: dispute.status,
    ...fromStripeAmount(dispute.amount, dispute.currency),
    dueBy: dueBy ? timeOf(dueBy) : null,
    toldAt: timeOf(created),
    isActionable: true,
  };
}

function aboutWarning({ id, created }: Stripe.Event, warning: Stripe.Radar.EarlyFraudWarning): DisputeEvent {
  return {
    id,
    kind: "warning",
    ref: idOf(warning.payment_intent ?? null),
    disputeRef: warning.id,
    reason: warning.fraud_type,
    status: "warning",
    amountMinor: null,
    currency: null,
    dueBy: null,
    toldAt: timeOf(created),
    isActionable: warning.actionable,
  };
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();

function idOf(thing: string | { id: string } | null): string {
  return (typeof thing === "string" ? thing : thing?.id) ?? "";
}

function aboutSetup(id: string, intent: Stripe.SetupIntent): RailEvent | null {
  const method = keptBy(intent);
  const preorderId = intent.metadata?.preorder;
  const userId = intent.metadata?.account ?? null;
  return method && preorderId ? { id, kind: "kept", preorderId, userId, method } : null;
}
