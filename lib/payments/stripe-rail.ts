import Stripe from "stripe";
import type { Charge, ChargeRequest, Rail, Refund, RefundRequest } from "#lib/payments/rail.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/stripe-amount.ts";
import { readStripeEvent } from "#lib/payments/stripe-events.ts";
import { methodOfIntent } from "#lib/payments/stripe-method.ts";
import { createStripeVault } from "#lib/payments/stripe-vault.ts";
import { Refusal } from "#lib/refusal.ts";

/** Seconds that a signed webhook stays good. */
const tolerance = 300;

export type StripeSettings = {
  secretKey: string;
  webhookSecret: string;
  apiBase: string | undefined;
  /** Where the page of an order is, for methods that leave it and come back. */
  publicUrl: string;
};

/**
 * Charges as PaymentIntents: confirmed by the buyer in Stripe's own form, with the method kept for the balance, or by us with
 * a method that was kept. Our row's id travels as metadata, so that an event which overtakes our own answer finds its payment.
 */
export function createStripeRail({ secretKey, webhookSecret, apiBase, publicUrl }: StripeSettings): Rail {
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiBase),
    apiVersion: "2026-10-28.endive",
    maxNetworkRetries: 1,
    timeout: 5000,
    telemetry: false,
  });

  async function charge(request: ChargeRequest): Promise<Charge> {
    try {
      return viewIntent(request.ref ? await stripe.paymentIntents.retrieve(request.ref) : await openIntent(request));
    } catch (error) {
      return { state: "failed", ref: intentOf(error) ?? request.ref, reason: refusedReason(error) };
    }
  }

  /** The same key gives the same intent for as long as Stripe remembers it, so this also finds one we never heard back of. */
  async function openIntent(request: ChargeRequest): Promise<Stripe.PaymentIntent> {
    const { key, paymentId, preorderId, amountMinor, currency } = request;
    const shared = {
      amount: toStripeAmount(amountMinor, currency),
      currency: currency.toLowerCase(),
      automatic_payment_methods: { enabled: true },
      metadata: { payment: paymentId, preorder: preorderId },
    };
    return stripe.paymentIntents.create(
      { ...shared, ...(request.method ? chargeKept(request, request.method) : await askForNew(request)) },
      { idempotencyKey: key },
    );
  }

  function chargeKept(
    { preorderId, offSession }: ChargeRequest,
    { ref, customer }: { ref: string; customer: string | null },
  ) {
    return {
      ...(customer ? { customer } : {}),
      payment_method: ref,
      confirm: true,
      ...(offSession ? { off_session: true } : {}),
      return_url: `${publicUrl}/preorders/${preorderId}`,
    };
  }

  async function askForNew({ preorderId, contact, keeps }: ChargeRequest) {
    const customer = await customerOf(preorderId, contact);
    return { customer, ...(keeps ? { setup_future_usage: "off_session" as const } : {}) };
  }

  async function customerOf(preorderId: string, email: string): Promise<string> {
    const { id } = await stripe.customers.create(
      { email, metadata: { preorder: preorderId } },
      { idempotencyKey: `${preorderId}:customer` },
    );
    return id;
  }

  async function cancel(request: ChargeRequest): Promise<Charge | null> {
    const found = await charge(request);
    if (found.state !== "needs_action" && !(found.state === "failed" && found.ref)) return found;
    const ref = found.ref ?? "";
    try {
      const intent = await stripe.paymentIntents.retrieve(ref);
      return viewIntent(isOver(intent) ? intent : await stripe.paymentIntents.cancel(ref));
    } catch (error) {
      // It went on while we asked: what became of it counts.
      if (error instanceof Stripe.errors.StripeInvalidRequestError)
        return viewIntent(await stripe.paymentIntents.retrieve(ref));
      throw error;
    }
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
    vault: createStripeVault({ stripe, customerOf }),
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
  const { id: ref, last_payment_error: failure } = intent;
  switch (intent.status) {
    case "succeeded":
      return {
        state: "captured",
        ref,
        ...fromStripeAmount(intent.amount_received, intent.currency),
        method: methodOfIntent(intent),
      };
    case "processing":
    case "requires_capture":
      return { state: "processing", ref };
    case "canceled":
      return { state: "failed", ref, reason: intent.cancellation_reason ?? "cancelled" };
    case "requires_action":
    case "requires_confirmation":
      return { state: "needs_action", ref, clientSecret: intent.client_secret ?? "", act: "bank" };
    default:
      if (failure) return { state: "failed", ref, reason: failure.decline_code ?? failure.code ?? "declined" };
      return { state: "needs_action", ref, clientSecret: intent.client_secret ?? "", act: "form" };
  }
}

function isOver({ status }: Stripe.PaymentIntent): boolean {
  return ["succeeded", "canceled", "processing", "requires_capture"].includes(status);
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

/** The intent of a charge that was declined while it was made. */
function intentOf(error: unknown): string | null {
  return error instanceof Stripe.errors.StripeError ? (error.payment_intent?.id ?? null) : null;
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
