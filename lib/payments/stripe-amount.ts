import { currencyExponent } from "#lib/money.ts";
import { stripeDigits } from "#lib/payments/charge-limits.ts";

/** Our minor units as Stripe counts them. Throws when Stripe cannot express the amount: it is never rounded. */
export function toStripeAmount(minor: number, currency: string): number {
  return scale(minor, stripeDigits(currency) - currencyExponent(currency), currency);
}

/** The amount of a Stripe object in our minor units; `currency` as Stripe writes it, in small letters. */
export function fromStripeAmount(amount: number, currency: string): { amountMinor: number; currency: string } {
  const code = currency.toUpperCase();
  return { amountMinor: scale(amount, currencyExponent(code) - stripeDigits(code), code), currency: code };
}

function scale(amount: number, places: number, currency: string): number {
  const scaled = places >= 0 ? amount * 10 ** places : amount / 10 ** -places;
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`${amount} ${currency} cannot be counted in Stripe's units`);
  return scaled;
}
