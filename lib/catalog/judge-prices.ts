import type { PricesInput } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { toDecimal } from "#lib/money.ts";
import { type ChargeLimits, chargeLimits, isChargeable } from "#lib/payments/charge-limits.ts";
import type { RailName } from "#lib/payments/rail.ts";
import { Refusal } from "#lib/refusal.ts";

export type Price = Pick<PricesInput, "currency" | "priceMinor" | "depositMinor">;
type Part = "currency" | "priceMinor" | "depositMinor";

/** An amount that a rail of this shop cannot charge. `at` is its place: 0 is the main price, 1 the first further one. */
export type Unchargeable = { at: number; part: Part; rail: RailName; currency: string; limits: ChargeLimits | null };

/**
 * Every amount that some buyer could not pay: what is charged is the deposit, and then what remains of the price. Buyers choose the rail,
 * so each rail that is offered has to take them.
 */
export function findUnchargeable(
  app: Uses<"rails">,
  { prices, ...main }: Price & { prices: Price[] },
): Promise<Unchargeable[]> {
  return findAmong(app, [main, ...prices]);
}

async function findAmong({ rails }: Uses<"rails">, prices: Price[]): Promise<Unchargeable[]> {
  const offered = await rails.offered();
  return prices.flatMap((price, at) =>
    offered.flatMap((rail) => {
      const limits = chargeLimits(rail, price.currency);
      const facts = { at, rail, currency: price.currency, limits };
      return partsWrong(price, limits).map((part) => ({ ...facts, part }));
    }),
  );
}

function partsWrong({ priceMinor, depositMinor }: Price, limits: ChargeLimits | null): Part[] {
  if (!limits) return ["currency"];
  const rest = priceMinor - depositMinor;
  const isDepositWrong = !isChargeable(depositMinor, limits);
  const isPriceWrong = priceMinor % limits.step !== 0 || (depositMinor === 0 && !isChargeable(rest, limits));
  // A remainder that is too small is mended at the deposit, one that is too large at the price.
  const isRestSmall = rest > 0 && rest < limits.least;
  return [
    ...(isPriceWrong || rest > limits.most ? (["priceMinor"] as const) : []),
    ...(isDepositWrong || (isRestSmall && depositMinor > 0) ? (["depositMinor"] as const) : []),
  ];
}

/** Refuses with price_not_chargeable or currency_not_chargeable and what the rail takes. */
export async function refuseUnchargeable(app: Uses<"rails">, prices: Price & { prices: Price[] }): Promise<void> {
  const [first] = await findUnchargeable(app, prices);
  if (first) throw refusalOf(first, first.at === 0 ? first.part : `prices.${first.at - 1}.${first.part}`);
}

/** The same of prices without a main one. */
export async function refuseUnchargeableAmong(app: Uses<"rails">, prices: Price[]): Promise<void> {
  const [first] = await findAmong(app, prices);
  if (first) throw refusalOf(first, `prices.${first.at}.${first.part}`);
}

function refusalOf({ rail, currency, limits }: Unchargeable, field: string): Refusal {
  if (!limits) return new Refusal("currency_not_chargeable", { field, detail: { rail, currency } });
  return new Refusal("price_not_chargeable", { field, detail: { rail, currency, ...limitsIn(currency, limits) } });
}

export function sayUnchargeable({ part, rail, currency, limits }: Unchargeable): string {
  if (!limits) return `nothing can be charged in ${currency} by ${rail}`;
  const { step, least, most } = limitsIn(currency, limits);
  const what = part === "depositMinor" ? "the deposit and what remains of the price" : "what is charged";
  return `cannot be charged by ${rail}: ${what} must be in steps of ${step} ${currency}, from ${least} to ${most}`;
}

function limitsIn(currency: string, { step, least, most }: ChargeLimits) {
  const text = (minor: number) => toDecimal(minor, currency);
  return { step: text(step), least: text(least), most: text(most) };
}
