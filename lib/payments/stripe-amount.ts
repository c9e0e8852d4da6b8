import { currencyExponent } from "#lib/money.ts";

// https://docs.stripe.com/currencies: Stripe counts in these; every other currency it counts in hundredths.
const whole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const thousandths = new Set("BHD JOD KWD OMR TND".split(" "));

/** Our minor units as Stripe counts them. Throws when Stripe cannot express the amount: it is never rounded. */
export function toStripeAmount(minor: number, currency: string): number {
  return scale(minor, stripeExponent(currency) - currencyExponent(currency), currency);
}

/** The amount of a Stripe object in our minor units; `currency` as Stripe writes it, in small letters. */
export function fromStripeAmount(amount: number, currency: string): { amountMinor: number; currency: string } {
  const code = currency.toUpperCase();
  return { amountMinor: scale(amount, currencyExponent(code) - stripeExponent(code), code), currency: code };
}

function stripeExponent(currency: string): number {
  if (whole.has(currency)) return 0;
  return thousandths.has(currency) ? 3 : 2;
}

function scale(amount: number, places: number, currency: string): number {
  const scaled = places >= 0 ? amount * 10 ** places : amount / 10 ** -places;
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`${amount} ${currency} cannot be counted in Stripe's units`);
  return scaled;
}
