import type { PriceView } from "#lib/catalog/schema.ts";
import type { CostSheet } from "#lib/costs/schema.ts";
import { taxInside } from "#lib/money.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

/** A part of a price: what it is, unless that is the tax or what is left, and its share of the whole, from 0 to 1. */
export type PricePart = { kind: "line" | "tax" | "rest" | "loss"; name: string; minor: number; share: number };

/**
 * A price taken apart: the seller's lines, the tax, and what is left, or by how much it is sold below cost. Shares are of the price, or of the
 * costs where these are more.
 */
export function takeApart(
  { lines }: CostSheet,
  price: Pick<PriceView, "priceMinor" | "taxBp">,
  reader: string,
): PricePart[] {
  const tax = taxInside(price.priceMinor, price.taxBp);
  const costs = lines.reduce((sum, { minor }) => sum + minor, 0);
  const rest = price.priceMinor - tax - costs;
  const whole = Math.max(price.priceMinor, tax + costs, 1);
  const part = (kind: PricePart["kind"], minor: number, name = "") => ({ kind, name, minor, share: minor / whole });
  return [
    ...lines.map((line) => part("line", line.minor, nameIn(line.names, reader))),
    ...(tax > 0 ? [part("tax", tax)] : []),
    rest >= 0 ? part("rest", rest) : part("loss", -rest),
  ];
}

/** What a line is called by a reader; in another language where it has none of theirs. */
export function nameIn(names: Partial<Record<Locale, string>>, reader: string): string {
  const own = locales.find((locale) => locale === reader);
  return (own && names[own]) ?? Object.values(names)[0] ?? "";
}

/** What a line became from one sheet to the next; null where it was not there before, or is no more. */
export type CostChange = { name: string; before: number | null; now: number | null };

/** The lines that differ, by their names. */
export function changesBetween(before: CostSheet | undefined, now: CostSheet, reader: string): CostChange[] {
  const minors = (sheet: CostSheet | undefined) =>
    new Map((sheet?.lines ?? []).map(({ names, minor }) => [nameIn(names, reader), minor]));
  const [old, fresh] = [minors(before), minors(now)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((name) => {
    const change = { name, before: old.get(name) ?? null, now: fresh.get(name) ?? null };
    const isOfOther = before !== undefined && before.currency !== now.currency;
    return change.before === change.now && !isOfOther ? [] : [change];
  });
}
