import { useState } from "react";
import type { EditionView, PriceView } from "#lib/catalog/schema.ts";
import { grossOf, parseRate, toDecimal } from "#lib/money.ts";

/** One price as it is typed. What is stored is always the gross amount. */
export type PriceRow = {
  key: number;
  currency: string;
  /** Whether `typed` has the tax in it. */
  entry: "gross" | "net";
  typed: number | null;
  deposit: number | null;
  /** A percentage as text: 13, 8.5. */
  rate: string;
};

export type Prices = ReturnType<typeof usePrices>;

/** The prices of an edition while they are typed: the main one first, then any in further currencies. */
export function usePrices(initial: PriceRow[]) {
  const [rows, setRows] = useState(initial);
  return {
    rows,
    add: (currency: string) =>
      setRows((now) => [...now, emptyPrice(currency, Math.max(...now.map(({ key }) => key)) + 1)]),
    remove: (key: number) => setRows((now) => now.filter((row) => row.key !== key)),
    change: (key: number, part: Partial<PriceRow>) =>
      setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row))),
  };
}

export function emptyPrice(currency: string, key = 0): PriceRow {
  return { key, currency, entry: "gross", typed: null, deposit: 0, rate: "0" };
}

export function rowsOf(edition: EditionView): PriceRow[] {
  return [edition, ...edition.prices].map((price, key) => rowOf(price, key));
}

function rowOf({ currency, priceMinor, depositMinor, taxBp }: PriceView, key: number): PriceRow {
  return { key, currency, entry: "gross", typed: priceMinor, deposit: depositMinor, rate: rateText(taxBp) };
}

/** What a row stores: the amount typed, with the tax on top when it was typed without. */
export function grossIn({ entry, typed, rate }: PriceRow): number | null {
  const taxBp = parseRate(rate);
  if (typed === null || taxBp === null) return null;
  return entry === "net" ? grossOf(typed, taxBp) : typed;
}

/** The rows as the API wants them; null, which no schema takes, where an amount is not one. */
export function readPrices(rows: PriceRow[]) {
  const [main, ...further] = rows.map((row) => ({
    currency: row.currency,
    priceMinor: grossIn(row),
    depositMinor: row.deposit,
    taxBp: parseRate(row.rate),
  }));
  return { ...main, prices: further };
}

export function rateText(taxBp: number): string {
  // Basis points are cents of a percent, so money's own decimals write them.
  return toDecimal(taxBp, "USD").replace(/\.?0+$/, "") || "0";
}
