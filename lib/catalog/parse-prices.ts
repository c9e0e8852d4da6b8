import type { ImportReport } from "#lib/catalog/schema.ts";
import { isAmbiguous, isCurrency, parseMoneyStrictly } from "#lib/money.ts";

export type Fault = ImportReport["errors"][number];
export type Row = Record<string, string>;

/** The main price of a row, and one for every currency that it names: `price_usd`, `deposit_usd`, `tax_bp_usd`. */
export function pricesOf(row: Row, place: number, errors: Fault[]) {
  const currency = row.currency ?? "";
  const prices = furtherCurrencies(row).map((code, index) => ({
    currency: code,
    ...priceIn(code, `_${code.toLowerCase()}`, `prices.${index}.`),
  }));
  return { currency, ...priceIn(currency, "", ""), prices };

  function priceIn(code: string, suffix: string, path: string) {
    // In a further currency an empty deposit is none; in the main one a 0 says so.
    const hasDeposit = suffix === "" || row[`deposit${suffix}`];
    return {
      priceMinor: amount(code, `price${suffix}`, `${path}priceMinor`),
      depositMinor: hasDeposit ? amount(code, `deposit${suffix}`, `${path}depositMinor`) : 0,
      ...(row[`tax_bp${suffix}`] ? { taxBp: whole(row[`tax_bp${suffix}`]) ?? Number.NaN } : {}),
    };
  }

  function amount(code: string, column: string, field: string): number | undefined {
    const text = row[column] ?? "";
    const minor = isCurrency(code) ? parseMoneyStrictly(text, code) : null;
    if (minor === null) errors.push({ row: place, field, message: whyNoAmount(text, code) });
    return minor ?? undefined;
  }
}

function whyNoAmount(text: string, code: string): string {
  if (isCurrency(code) && isAmbiguous(text, code))
    return `"${text}" can be read in two ways in ${code}: write ${text.replace(",", ".")} or ${text.replace(",", "")}.000`;
  return `"${text}" is not an amount of ${code || "money"}`;
}

/** The column behind a field of a further price: `prices.0.depositMinor` is `deposit_usd` where the row names USD first. */
export function namePriceColumn(row: Row | undefined, field: string): string {
  return field.replace(/^prices\.(\d+)\.(\w+)$/, (path, index, part) => {
    const code = row && furtherCurrencies(row)[Number(index)];
    const column = { priceMinor: "price", depositMinor: "deposit", taxBp: "tax_bp", currency: "price" }[String(part)];
    return code && column ? `${column}_${code.toLowerCase()}` : path;
  });
}

function furtherCurrencies(row: Row): string[] {
  const named = Object.entries(row).flatMap(([column, text]) =>
    text ? (/^(?:price|deposit|tax_bp)_([a-z]{3})$/.exec(column)?.[1] ?? []) : [],
  );
  return [...new Set(named)].map((code) => code.toUpperCase());
}

/** Undefined for anything but a whole number. */
export function whole(text: string | undefined): number | undefined {
  return text && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
