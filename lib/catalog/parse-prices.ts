import { fault } from "#lib/files/fault.ts";
import type { Row } from "#lib/files/name-columns.ts";
import type { FileFault } from "#lib/files/schema.ts";
import { isAmbiguous, isCurrency, parseMoneyStrictly } from "#lib/money.ts";

/** The main price of a row, and one for every currency that it names: `price_usd`, `deposit_usd`, `tax_bp_usd`. */
export function pricesOf({ row, cells }: Row, errors: FileFault[]) {
  const currency = cells.currency ?? "";
  const prices = furtherCurrencies(cells).map((code) => ({
    currency: code,
    ...priceIn(code, `_${code.toLowerCase()}`),
  }));
  return { currency, ...priceIn(currency, ""), prices };

  /** A further currency has no field of its own in the report: its column says which it is. */
  function priceIn(code: string, suffix: string) {
    const fieldOf = (field: string, column: string) => (suffix === "" ? field : column);
    // In a further currency an empty deposit is none; in the main one a 0 says so.
    const hasDeposit = suffix === "" || cells[`deposit${suffix}`];
    return {
      priceMinor: amount(code, `price${suffix}`, fieldOf("priceMinor", `price${suffix}`)),
      depositMinor: hasDeposit ? amount(code, `deposit${suffix}`, fieldOf("depositMinor", `deposit${suffix}`)) : 0,
      ...(cells[`tax_bp${suffix}`] ? { taxBp: rate(`tax_bp${suffix}`, fieldOf("taxBp", `tax_bp${suffix}`)) } : {}),
    };
  }

  function amount(code: string, column: string, field: string): number | undefined {
    const text = cells[column] ?? "";
    const minor = amountOf(text, code);
    if (typeof minor === "number") return minor;
    errors.push(fault(minor, wordsFor(text, code), { row, field, column }));
    return undefined;
  }

  function rate(column: string, field: string): number | undefined {
    const text = cells[column] ?? "";
    if (/^\d{1,5}$/.test(text)) return Number(text);
    errors.push(fault("not_whole", { text: text.slice(0, 80).toWellFormed() }, { row, field, column }));
    return undefined;
  }
}

/** Minor units, or what is wrong with the amount. Where a currency has three decimals, `12,500` is either of two. */
export function amountOf(text: string, currency: string): number | "not_amount" | "amount_unclear" {
  if (!isCurrency(currency)) return "not_amount";
  return parseMoneyStrictly(text, currency) ?? (isAmbiguous(text, currency) ? "amount_unclear" : "not_amount");
}

export function wordsFor(text: string, currency: string) {
  const said = text.slice(0, 80).toWellFormed();
  const [one, other] = [said.replace(/[,，]/, "."), said.replace(/[,，]/, "")];
  return { text: said, currency: currency.slice(0, 8).toWellFormed() || "money", one, other };
}

/** The column behind a path of a further price: `prices.0.depositMinor` is `deposit_usd` where the row names USD first. */
export function namePriceColumn(cells: Row["cells"], path: readonly PropertyKey[]): string | undefined {
  const at = path.indexOf("prices");
  const code = at < 0 ? undefined : furtherCurrencies(cells)[Number(path[at + 1])];
  if (!code) return undefined;
  const part = { depositMinor: "deposit", taxBp: "tax_bp" }[String(path[at + 2])] ?? "price";
  return `${part}_${code.toLowerCase()}`;
}

function furtherCurrencies(cells: Row["cells"]): string[] {
  const named = Object.entries(cells).flatMap(([column, text]) =>
    text ? (/^(?:price|deposit|tax_bp)_([a-z]{3})$/.exec(column)?.[1] ?? []) : [],
  );
  return [...new Set(named)].map((code) => code.toUpperCase());
}
