import Stripe from "stripe";
import type { Charge, ChargeRequest, Rail, Refund, RefundRequest } from "#lib/payments/rail.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/stripe-amount.ts";
import { readStripeEvent } from "#lib/payments/stripe-events.ts";
import { Refusal } from "#lib/refusal.ts";

/** Seconds that a signed webhook stays good. */
const tolerance = 300;

export type StripeSettings = { secretKey: string; webhookSecret: string; apiBase: string | undefined };

/**
 * Deposits as PaymentIntents that the buyer confirms in Stripe's own form, with the method kept for the balance. Our row's
 * id travels as metadata, so that an event which overtakes our own answer still finds its payment.
 */
export function createStripeRail({ secretKey, webhookSecret, apiBase }: StripeSettings): Rail {
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiBase),
    maxNetworkRetries: 1,
    timeout: 5000,
    telemetry: false,
  });

  async function charge(request: ChargeRequest): Promise<Charge> {
    try {
      return viewIntent(request.ref ? await stripe.paymentIntents.retrieve(request.ref) : await openIntent(request));
    } catch (error) {
      return { state: "failed", ref: request.ref, reason: refusedReason(error) };
    }
  }

  /** The same key gives the same intent for as long as Stripe remembers it, so this also finds one we never heard back of. */
  async function openIntent({ key, paymentId, preorderId, contact, amountMinor, currency }: ChargeRequest) {
    const amount = toStripeAmount(amountMinor, currency);
    const customer = await stripe.customers.create(
      { email: contact, metadata: { preorder: preorderId } },
      { idempotencyKey: `${preorderId}:customer` },
    );
    return stripe.paymentIntents.create(
      {
        amount,
        currency: currency.toLowerCase(),
        customer: customer.id,
        automatic_payment_methods: { enabled: true },
        setup_future_usage: "off_session",
        metadata: { payment: paymentId, preorder: preorderId },
      },
      { idempotencyKey: key },
    );
  }

  async function cancel(request: ChargeRequest): Promise<Charge | null> {
    const intent = request.ref ? await stripe.paymentIntents.retrieve(request.ref) : await openIntent(request);
    const isOpen = intent.status !== "succeeded" && intent.status !== "canceled" && intent.status !== "processing";
    return viewIntent(isOpen ? await stripe.paymentIntents.cancel(intent.id) : intent);
  }

  async function refund({ key, ref, paymentId, chargeRef, amountMinor, currency }: RefundRequest): Promise<Refund> {
    try {
      return viewRefund(
        ref
          ? await stripe.refunds.retrieve(ref)
          : await stripe.refunds.create(
              {
                payment_intent: chargeRef,
                amount: toStripeAmount(amountMinor, currency),
                metadata: { payment: paymentId },
              },
              { idempotencyKey: key },
            ),
      );
    } catch (error) {
      return { state: "failed", reason: refusedReason(error) };
    }
  }

  return {
    name: "stripe",
    charge,
    find: charge,
    cancel,
    refund,
    async readWebhook(body, header) {
      const signature = header("stripe-signature");
      if (!signature) throw new Refusal("webhook_invalid");
      try {
        return readStripeEvent(stripe.webhooks.constructEvent(body, signature, webhookSecret, tolerance));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
          throw new Refusal("webhook_invalid");
        throw error;
      }
    },
  };
}

function viewIntent(intent: Stripe.PaymentIntent): Charge {
  const ref = intent.id;
  const failure = intent.last_payment_error;
  switch (intent.status) {
    case "succeeded":
      return { state: "captured", ref, ...fromStripeAmount(intent.amount_received, intent.currency) };
    case "processing":
    case "requires_capture":
      return { state: "processing", ref };
    case "canceled":
      return { state: "failed", ref, reason: intent.cancellation_reason ?? "cancelled" };
    default:
      if (failure) return { state: "failed", ref, reason: failure.decline_code ?? failure.code ?? "declined" };
      return { state: "needs_action", ref, clientSecret: intent.client_secret ?? "" };
  }
}

function viewRefund({ id, status, failure_reason }: Stripe.Refund): Refund {
  if (status === "succeeded") return { state: "done", ref: id };
  if (status === "failed" || status === "canceled") return { state: "failed", reason: failure_reason ?? status };
  return { state: "pending", ref: id };
}

/** The reason of a no that stays no; anything else is thrown on and tried again later. */
function refusedReason(error: unknown): string {
  if (error instanceof RangeError) return "amount_not_chargeable";
  if (error instanceof Stripe.errors.StripeCardError) return error.decline_code ?? error.code ?? "declined";
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return error.code ?? "refused";
  throw error;
}

function addressOf(base: string | undefined) {
  if (!base) return {};
  const { protocol, hostname, port } = new URL(base);
  const isPlain = protocol === "http:";
  return {
    host: hostname,
    port: port || (isPlain ? 80 : 443),
    protocol: isPlain ? ("http" as const) : ("https" as const),
  };
}
