import type Stripe from "stripe";
import type { MethodFacts } from "#lib/payments/rail.ts";
import type { KeptMethod } from "#lib/payments/rail-event.ts";

type Usable = Pick<Stripe.PaymentIntent, "payment_method" | "customer"> & { setup_future_usage?: string | null };

/** What a succeeded intent was paid with, when it was to be kept. */
export function methodOfIntent(intent: Usable): KeptMethod | null {
  return intent.setup_future_usage === "off_session" ? keptBy(intent) : null;
}

export function keptBy({ payment_method, customer }: Pick<Usable, "payment_method" | "customer">): KeptMethod | null {
  const ref = idOf(payment_method);
  return ref ? { ref, customer: idOf(customer) } : null;
}

export function factsOf(method: Stripe.PaymentMethod): MethodFacts {
  const fingerprint = (method.card ?? method.sepa_debit ?? method.us_bank_account ?? method.bacs_debit)?.fingerprint;
  return { label: labelOf(method), fingerprint: fingerprint ?? null };
}

/** "Visa ** 4242", in the names that the schemes go by everywhere. */
function labelOf(method: Stripe.PaymentMethod): string {
  const { card } = method;
  if (card) return `${brands.get(card.display_brand ?? card.brand) ?? "Card"} ** ${card.last4}`;
  const name = names.get(method.type) ?? method.type.replaceAll("_", " ");
  const last4 = method.sepa_debit?.last4 ?? method.us_bank_account?.last4 ?? method.bacs_debit?.last4;
  return last4 ? `${name} ** ${last4}` : name;
}

function idOf(thing: string | { id: string } | null): string | null {
  return typeof thing === "string" ? thing : (thing?.id ?? null);
}

const brands = new Map([
  ["visa", "Visa"],
  ["mastercard", "Mastercard"],
  ["amex", "American Express"],
  ["american_express", "American Express"],
  ["unionpay", "UnionPay"],
  ["union_pay", "UnionPay"],
  ["jcb", "JCB"],
  ["discover", "Discover"],
  ["diners", "Diners Club"],
  ["diners_club", "Diners Club"],
  ["cartes_bancaires", "Cartes Bancaires"],
]);

const names = new Map([
  ["link", "Link"],
  ["alipay", "Alipay"],
  ["wechat_pay", "WeChat Pay"],
  ["paypal", "PayPal"],
  ["sepa_debit", "SEPA"],
  ["us_bank_account", "Bank account"],
  ["bacs_debit", "Bacs"],
]);
