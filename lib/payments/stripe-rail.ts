import Stripe from "stripe";
import type {
  Charge,
  ChargeRequest,
  Prepared,
  Rail,
  Refund,
  RefundRequest,
  Trial,
  TrialRequest,
  Vault,
} from "#lib/payments/rail.ts";
import type { KeptMethod, RailEvent } from "#lib/payments/rail-event.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/stripe-amount.ts";
import { isOurs, readStripeEvent } from "#lib/payments/stripe-events.ts";
import { isStripeTestKey } from "#lib/payments/stripe-key.ts";
import { methodOfIntent } from "#lib/payments/stripe-method.ts";
import { tryStripe } from "#lib/payments/stripe-trial.ts";
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
export class StripeRail implements Rail {
  readonly name = "stripe";
  readonly vault: Vault;
  readonly #stripe: Stripe;
  readonly #webhookSecret: string;
  readonly #publicUrl: string;
  readonly #isLive: boolean;

  constructor({ secretKey, webhookSecret, apiBase, publicUrl }: StripeSettings) {
    this.#webhookSecret = webhookSecret;
    this.#publicUrl = publicUrl;
    this.#isLive = !isStripeTestKey(secretKey);
    this.#stripe = new Stripe(secretKey, {
      ...addressOf(apiBase),
      apiVersion: "2026-10-28.endive",
      maxNetworkRetries: 1,
      timeout: 5000,
      telemetry: false,
    });
    const customerOf = (preorderId: string, email: string) => this.#customerOf(preorderId, email);
    this.vault = createStripeVault({ stripe: this.#stripe, customerOf });
  }

  /**
   * An intent that nobody has confirmed takes no money. The same key gives the same intent for as long as Stripe remembers it; one
   * whose name never reached us is never confirmed.
   */
  async prepare(request: ChargeRequest): Promise<Prepared> {
    const { key, paymentId, preorderId, amountMinor, currency, method } = request;
    try {
      const { id } = await this.#stripe.paymentIntents.create(
        {
          amount: toStripeAmount(amountMinor, currency),
          currency: currency.toLowerCase(),
          automatic_payment_methods: { enabled: true },
          metadata: { payment: paymentId, preorder: preorderId },
          ...(method ? withKept(method) : await this.#askForNew(request)),
        },
        { idempotencyKey: key },
      );
      return { state: "prepared", ref: id };
    } catch (error) {
      return { state: "failed", ref: null, reason: refusedReason(error) };
    }
  }

  async charge(request: ChargeRequest): Promise<Charge> {
    const { ref, method } = request;
    if (!ref) throw new Error(`charge ${request.key} was not prepared`);
    const intent = await this.#stripe.paymentIntents.retrieve(ref);
    if (!method || intent.status !== "requires_confirmation") return viewIntent(intent);
    try {
      return viewIntent(await this.#confirm(ref, request));
    } catch (error) {
      const reason = refusedReason(error);
      const now = viewIntent(await this.#stripe.paymentIntents.retrieve(ref));
      // Still asking: the call itself was refused. Anything else is what became of it, also when it was ended meanwhile.
      return now.state === "needs_action" ? { state: "failed", ref, reason } : now;
    }
  }

  #confirm(ref: string, { key, preorderId, offSession }: ChargeRequest): Promise<Stripe.PaymentIntent> {
    const returnTo = { return_url: `${this.#publicUrl}/preorders/${preorderId}` };
    return this.#stripe.paymentIntents.confirm(ref, offSession ? { ...returnTo, off_session: true } : returnTo, {
      idempotencyKey: `${key}:confirm`,
    });
  }

  async #askForNew({ preorderId, contact, keeps }: ChargeRequest) {
    const customer = await this.#customerOf(preorderId, contact);
    return { customer, ...(keeps ? { setup_future_usage: "off_session" as const } : {}) };
  }

  async #customerOf(preorderId: string, email: string): Promise<string> {
    const { id } = await this.#stripe.customers.create(
      { email, metadata: { preorder: preorderId } },
      { idempotencyKey: `${preorderId}:customer` },
    );
    return id;
  }

  async find({ ref }: ChargeRequest): Promise<Charge | null> {
    return ref ? viewIntent(await this.#stripe.paymentIntents.retrieve(ref)) : null;
  }

  async cancel({ ref }: ChargeRequest): Promise<Charge | null> {
    if (!ref) return null;
    const intent = await this.#stripe.paymentIntents.retrieve(ref);
    try {
      return viewIntent(isOver(intent) ? intent : await this.#stripe.paymentIntents.cancel(ref));
    } catch (error) {
      // It went on while we asked: what became of it counts.
      if (error instanceof Stripe.errors.StripeInvalidRequestError)
        return viewIntent(await this.#stripe.paymentIntents.retrieve(ref));
      throw error;
    }
  }

  async refund({ key, ref, paymentId, chargeRef, amountMinor, currency }: RefundRequest): Promise<Refund> {
    try {
      return viewRefund(
        ref
          ? await this.#stripe.refunds.retrieve(ref)
          : await this.#stripe.refunds.create(
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

  trial(request: TrialRequest): Promise<Trial> {
    return tryStripe(this.#stripe, { ...request, isLive: this.#isLive });
  }

  async owns(ref: string): Promise<boolean> {
    try {
      return isOurs(await this.#stripe.paymentIntents.retrieve(ref));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
      throw error;
    }
  }

  async readWebhook(body: Buffer, header: (name: string) => string | undefined): Promise<RailEvent | null> {
    const signature = header("stripe-signature");
    if (!signature) throw new Refusal("webhook_invalid");
    try {
      return readStripeEvent(this.#stripe.webhooks.constructEvent(body, signature, this.#webhookSecret, tolerance));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
        throw new Refusal("webhook_invalid");
      throw error;
    }
  }
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
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  const isAboutAmount = error.param === "amount" || error.param === "currency" || /amount/.test(error.code ?? "");
  return isAboutAmount ? "amount_not_chargeable" : (error.code ?? "refused");
}

function withKept({ ref, customer }: KeptMethod) {
  return { payment_method: ref, ...(customer ? { customer } : {}) };
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
