import { randomBytes } from "node:crypto";
import { cardOf, type StripeCard, stripeNumbers } from "#tests/support/stripe-cards.ts";

export type Fields = Record<string, string>;
type Failure = { code: string; decline_code: string; message: string };
export type Intent = {
  id: string;
  object: "payment_intent";
  status: string;
  amount: number;
  amount_received: number;
  currency: string;
  customer: string;
  payment_method: string | null;
  setup_future_usage: string | null;
  client_secret: string;
  cancellation_reason: string | null;
  last_payment_error: Failure | null;
  next_action: unknown;
  metadata: Fields;
};
export type Setup = Pick<Intent, "id" | "status" | "customer" | "payment_method" | "client_secret" | "metadata"> & {
  object: "setup_intent";
};
export type Refund = {
  id: string;
  object: "refund";
  status: string;
  amount: number;
  currency: string;
  payment_intent: string;
  failure_reason: string | null;
  metadata: Fields;
};
export type Dispute = {
  id: string;
  object: "dispute";
  payment_intent: string;
  amount: number;
  currency: string;
  reason: string;
  status: string;
  evidence_details: { due_by: number | null };
};
export type Method = {
  id: string;
  object: "payment_method";
  type: "card";
  customer: string | null;
  card: StripeCard["shown"];
};
export type Reply = { status: number; body: unknown };
type Kept = { method: Method; card: StripeCard };

/** What Stripe knows, and its rules: who may confirm what, what a card does, and how much of a charge can go back. */
export function openStripeBooks(tell: (type: string, object: unknown) => void) {
  const intents = new Map<string, Intent>();
  const setups = new Map<string, Setup>();
  const refunds = new Map<string, Refund>();
  const methods = new Map<string, Kept>();
  const disputes = new Map<string, Dispute>();
  let refundsStay = "succeeded";

  function createIntent(fields: Fields): Reply {
    const fault = amountFault(fields.currency ?? "", Number(fields.amount));
    if (fault) return fault;
    const id = name("pi");
    const intent: Intent = {
      ...{
        id,
        object: "payment_intent",
        status: "requires_payment_method",
        client_secret: `${id}_secret_${name("x")}`,
      },
      ...{ amount: Number(fields.amount), amount_received: 0, currency: fields.currency ?? "" },
      ...{
        customer: fields.customer ?? "",
        setup_future_usage: fields.setup_future_usage ?? null,
        payment_method: null,
      },
      ...{ cancellation_reason: null, last_payment_error: null, next_action: null, metadata: metadataOf(fields) },
    };
    if (fields.payment_method) {
      const kept = methodOf(fields.payment_method);
      if (!kept || (kept.method.customer ?? "") !== intent.customer)
        return refused("resource_missing", "No such payment_method");
      Object.assign(intent, { status: "requires_confirmation", payment_method: kept.method.id });
    }
    intents.set(id, intent);
    return fields.confirm === "true" ? confirmKept(intent, fields) : ok(intent);
  }

  /** Kept before, or the card that everybody has in test mode. */
  function methodOf(id: string): Kept | undefined {
    return id === "pm_card_visa" ? makeMethod(stripeNumbers.good) : methods.get(id);
  }

  /** The shop's own confirmation, with something that was kept. */
  function confirmKept(intent: Intent, fields: Fields): Reply {
    const kept = methods.get(intent.payment_method ?? "");
    if (intent.status !== "requires_confirmation" || !kept)
      return refused("payment_intent_unexpected_state", `status is ${intent.status}`);
    return charge(intent, kept, fields.off_session === "true" ? "off_session" : "kept");
  }

  /** The browser's confirmation, with a card that is typed in. */
  function confirm(intent: Intent, number: string): Reply {
    if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation")
      return refused("payment_intent_unexpected_state", `status is ${intent.status}`);
    return charge(intent, makeMethod(number), "typed");
  }

  function charge(intent: Intent, kept: Kept, how: "typed" | "kept" | "off_session"): Reply {
    const { method, card } = kept;
    Object.assign(intent, { payment_method: method.id, last_payment_error: null });
    const outcome = card[how];
    if (outcome === "authenticate" && how !== "off_session") {
      Object.assign(intent, { status: "requires_action", next_action: { type: "use_stripe_sdk" } });
      return ok(intent);
    }
    if (outcome !== "succeed")
      return fail(intent, outcome === "authenticate" ? "authentication_required" : outcome, "The card was declined.");
    succeed(intent, kept);
    return ok(intent);
  }

  /** The buyer was at the bank. */
  function authenticate(intent: Intent, isGood: boolean): Reply {
    if (intent.status !== "requires_action") return refused("payment_intent_unexpected_state", intent.status);
    const kept = methods.get(intent.payment_method ?? "");
    if (isGood && kept) succeed(intent, kept);
    else fail(intent, "payment_intent_authentication_failure", "The bank could not confirm that it was you.");
    return ok(intent);
  }

  function succeed(intent: Intent, { method }: Kept) {
    Object.assign(intent, { status: "succeeded", amount_received: intent.amount, next_action: null });
    if (intent.setup_future_usage) method.customer = intent.customer;
    tell("payment_intent.succeeded", intent);
  }

  function fail(intent: Intent, code: string, message: string): Reply {
    const isAuthentication = code.includes("authentication");
    const error: Failure = { code: isAuthentication ? code : "card_declined", decline_code: code, message };
    Object.assign(intent, { status: "requires_payment_method", last_payment_error: error, next_action: null });
    tell("payment_intent.payment_failed", intent);
    return { status: 402, body: { error: { type: "card_error", ...error, payment_intent: intent } } };
  }

  function cancel(intent: Intent): Reply {
    if (intent.status === "succeeded" || intent.status === "canceled")
      return refused("payment_intent_unexpected_state", `status is ${intent.status}`);
    return ok(Object.assign(intent, { status: "canceled", cancellation_reason: null }));
  }

  function createSetup(fields: Fields): Reply {
    const id = name("seti");
    const setup: Setup = {
      ...{ id, object: "setup_intent", status: "requires_payment_method", client_secret: `${id}_secret_${name("x")}` },
      ...{ customer: fields.customer ?? "", payment_method: null, metadata: metadataOf(fields) },
    };
    setups.set(id, setup);
    return ok(setup);
  }

  function confirmSetup(setup: Setup, number: string): Reply {
    const { method, card } = makeMethod(number);
    if (card.kept !== "succeed" && card.typed !== "succeed" && card.typed !== "authenticate")
      return {
        status: 402,
        body: {
          error: { type: "card_error", code: "card_declined", message: "The card was declined.", setup_intent: setup },
        },
      };
    method.customer = setup.customer;
    Object.assign(setup, { status: "succeeded", payment_method: method.id });
    tell("setup_intent.succeeded", setup);
    return ok(setup);
  }

  function makeMethod(number: string): Kept {
    const card = cardOf(number);
    const id = name("pm");
    const kept: Kept = {
      card,
      method: { id, object: "payment_method", type: "card", customer: null, card: card.shown },
    };
    methods.set(id, kept);
    return kept;
  }

  function createRefund(fields: Fields): Reply {
    const intent = intents.get(fields.payment_intent ?? "");
    if (!intent) return refused("resource_missing", "No such payment_intent");
    if ([...disputes.values()].some(({ payment_intent, status }) => payment_intent === intent.id && status !== "won"))
      return refused("charge_disputed", "The charge is disputed");
    const back = [...refunds.values()].filter(
      ({ payment_intent, status }) => payment_intent === intent.id && status !== "failed",
    );
    const left = intent.amount_received - back.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Number(fields.amount ?? left);
    if (amount > left) return refused("charge_already_refunded", "Greater than what is left");
    const refund: Refund = {
      ...{ id: name("re"), object: "refund", status: refundsStay, amount, currency: intent.currency },
      ...{ payment_intent: intent.id, failure_reason: null, metadata: metadataOf(fields) },
    };
    refunds.set(refund.id, refund);
    return ok(refund);
  }

  /** The bank sends a refund back, perhaps long after it succeeded. */
  function failRefund(refund: Refund, reason: string): Refund {
    Object.assign(refund, { status: "failed", failure_reason: reason });
    tell("refund.failed", refund);
    return refund;
  }

  function openDispute({ id, amount, currency }: Intent, reason: string, dueBy: number): Dispute {
    const dispute: Dispute = {
      ...{ id: name("du"), object: "dispute", payment_intent: id, amount, currency, reason },
      ...{ status: "needs_response", evidence_details: { due_by: dueBy } },
    };
    disputes.set(dispute.id, dispute);
    tell("charge.dispute.created", dispute);
    return dispute;
  }

  function closeDispute(dispute: Dispute, status: "won" | "lost"): Dispute {
    Object.assign(dispute, { status });
    tell("charge.dispute.closed", dispute);
    return dispute;
  }

  function warn({ id }: Intent) {
    const facts = { object: "radar.early_fraud_warning", charge: name("ch"), fraud_type: "unauthorized_use_of_card" };
    const warning = { id: name("issfr"), ...facts, payment_intent: id, actionable: true };
    tell("radar.early_fraud_warning.created", warning);
    return warning;
  }

  return {
    ...{ intents, setups, refunds, methods, createIntent, confirm, authenticate, cancel },
    ...{ createSetup, confirmSetup, createRefund, makeMethod, confirmKept },
    ...{ failRefund, openDispute, closeDispute, warn },
    holdRefunds: (status: "pending" | "succeeded") => {
      refundsStay = status;
    },
  };
}

export const name = (kind: string) => `${kind}_${randomBytes(9).toString("hex")}`;
export const ok = (body: unknown): Reply => ({ status: 200, body });

export function refused(code: string, message: string, type = "invalid_request_error"): Reply {
  return { status: 400, body: { error: { type, code, message } } };
}

/** Three decimals end in 0, and nothing below half a dollar or its like is charged; https://docs.stripe.com/currencies. */
function amountFault(currency: string, amount: number): Reply | null {
  const isThree = ["bhd", "jod", "kwd", "omr", "tnd"].includes(currency);
  const code =
    isThree && amount % 10 !== 0 ? "invalid_charge_amount" : currency === "usd" && amount < 50 && "amount_too_small";
  if (!code) return null;
  const error = { type: "invalid_request_error", code, param: "amount", message: "Invalid amount" };
  return { status: 400, body: { error } };
}

function metadataOf(fields: Fields): Fields {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    const [, name] = /^metadata\[(\w+)\]$/.exec(key) ?? [];
    return name ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
