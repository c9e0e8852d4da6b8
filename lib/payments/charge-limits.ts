import { digitsOf } from "#lib/currencies.ts";
import type { RailName } from "#lib/payments/rail.ts";

/** What can be charged at once, in minor units: whole steps, from `least` to `most`. */
export type ChargeLimits = { step: number; least: number; most: number };

// https://docs.stripe.com/currencies. Stripe counts these in whole units and those in thousandths, of which the last must be 0; every
// other currency in hundredths, also ISK and UGX, which have none. HUF and TWD are whole only when they are paid out.
const whole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const thousandths = new Set("BHD JOD KWD OMR TND".split(" "));
const notAtStripe = new Set("BTN CUP ERN GHS IQD IRR KPW LYD MRU SDG SSP STN SVC SYP TMT VED VES ZWG".split(" "));

/** The least charge where Stripe names one, in Stripe's units; elsewhere it is what the account's own money makes of it. */
const least: Record<string, number> = {
  ...{
    AED: 200,
    AUD: 50,
    BRL: 50,
    CAD: 50,
    CHF: 50,
    CZK: 1500,
    DKK: 250,
    EUR: 50,
    GBP: 30,
    HKD: 400,
    HUF: 17_500,
    INR: 50,
  },
  ...{ JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50, PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000, USD: 50 },
};

/** How many digits Stripe reads, in its own units; eight unless it says more. */
const places: Record<string, number> = { IDR: 12, COP: 10, HUF: 10, JPY: 10, LBP: 10, INR: 9 };

/** Digits of the units that Stripe counts `currency` in. */
export function stripeDigits(currency: string): number {
  if (whole.has(currency)) return 0;
  return thousandths.has(currency) ? 3 : 2;
}

/** What a rail can charge in a currency; null when it takes nothing in it. */
export function chargeLimits(rail: RailName, currency: string): ChargeLimits | null {
  const digits = digitsOf(currency);
  if (digits === null) return null;
  if (rail !== "stripe") return { step: 1, least: 1, most: Number.MAX_SAFE_INTEGER };
  if (notAtStripe.has(currency)) return null;
  const ours = 10 ** (digits - stripeDigits(currency));
  const step = thousandths.has(currency) ? 10 : Math.max(1, ours);
  return {
    step,
    least: Math.max(step, Math.round((least[currency] ?? 1) * ours)),
    most: Math.floor(((10 ** (places[currency] ?? 8) - 1) * ours) / step) * step,
  };
}

/** Nothing is charged for 0. */
export function isChargeable(minor: number, { step, least: from, most }: ChargeLimits): boolean {
  return minor === 0 || (minor >= from && minor <= most && minor % step === 0);
}
