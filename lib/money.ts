/** Money is an integer count of minor units (cents, fen, fils) and an ISO 4217 currency code. Never a float. */
export type Minor = number | bigint;

export type MoneyStyle =
  /** Every decimal of the currency: 249.00 */
  | "full"
  /** Decimals only when there are any: 249 */
  | "short"
  /** Rounded for boards and axes: 1.2M */
  | "compact";

export type FormatMoney = { minor: Minor; currency: string; locale: string; style?: MoneyStyle };

/** A price as people write it in `locale`, exact for any size except in the `compact` style. */
export function formatMoney({ minor, currency, locale, style = "full" }: FormatMoney): string {
  return moneyFormat(locale, currency, style).format(toDecimal(minor, currency));
}

/**
 * Minor units from what a person typed (`1,299.50`, `￥249`, `CNY 1 299`), or null when it is not an amount in
 * `currency`: too many decimals, broken grouping, other letters. Decimal point `.`, grouping by comma or space.
 */
export function parseMoney(text: string, currency: string): number | null {
  const typed = text.normalize("NFKC").replaceAll("。", ".").trim();
  const amount = typed.replace(/^[+]?(?:[A-Z]{3}|\p{Sc}|[A-Z]{1,2}\p{Sc})?\s*/u, "").replace(/\s*元$/u, "");
  const match = /^(?<whole>\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\s\d{3})+)(?:\.(?<fraction>\d*))?$/u.exec(amount);
  if (!match?.groups) return null;

  const exponent = currencyExponent(currency);
  const { whole = "", fraction = "" } = match.groups;
  if (fraction.length > exponent || (fraction === "" && amount.endsWith("."))) return null;

  const minor = Number(whole.replace(/\D/gu, "") + fraction.padEnd(exponent, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** The amount as plain decimal text without symbol or grouping: `249.00`, for inputs, CSV and JSON-LD. */
export function toDecimal(minor: Minor, currency: string): `${number}` {
  const exponent = currencyExponent(currency);
  const digits = String(minor < 0 ? -BigInt(minor) : BigInt(minor)).padStart(exponent + 1, "0");
  const cut = digits.length - exponent;
  const text = `${minor < 0 ? "-" : ""}${digits.slice(0, cut)}${exponent > 0 ? `.${digits.slice(cut)}` : ""}`;
  if (!isNumeric(text)) throw new TypeError(`not an amount: ${minor}`);
  return text;
}

/** The tax inside a gross amount at `basisPoints` hundredths of a percent, rounded half up, as tax_inside() in the database. */
export function taxInside(grossMinor: number, basisPoints: number): number {
  if (basisPoints === 0) return 0;
  const whole = 10_000n + BigInt(basisPoints);
  return Number((BigInt(grossMinor) * BigInt(basisPoints) + whole / 2n) / whole);
}

/** The gross amount of a net one at a tax rate in hundredths of a percent, rounded half up; the tax inside it is the difference. */
export function grossOf(netMinor: number, basisPoints: number): number {
  return Number((BigInt(netMinor) * (10_000n + BigInt(basisPoints)) + 5000n) / 10_000n);
}

/** Hundredths of a percent from what a person typed (`13`, `8.875 %` is too fine and null), at most 100 %. */
export function parseRate(text: string): number | null {
  const match = /^(?<whole>\d{1,3})(?:[.,](?<fraction>\d{1,2}))?\s*%?$/u.exec(text.normalize("NFKC").trim());
  if (!match?.groups) return null;
  const { whole = "", fraction = "" } = match.groups;
  const basisPoints = Number(whole + fraction.padEnd(2, "0"));
  return basisPoints <= 10_000 ? basisPoints : null;
}

/** A rate as people write it in `locale`: 13%, 8.5%. */
export function formatRate(basisPoints: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

const exponents = new Map<string, number>();

/** How many decimals ISO 4217 gives the currency: CNY 2, JPY 0, KWD 3. */
export function currencyExponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const exponent = options.maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}

/** Whether `code` is a currency this runtime can price in. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: string, currency: string, style: MoneyStyle): Intl.NumberFormat {
  const key = `${locale} ${currency} ${style}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...styleOptions[style],
  });
  formats.set(key, format);
  return format;
}

const styleOptions = {
  full: {},
  short: { trailingZeroDisplay: "stripIfInteger" },
  compact: { notation: "compact", maximumSignificantDigits: 4 },
} satisfies Record<MoneyStyle, Intl.NumberFormatOptions>;

function isNumeric(text: string): text is `${number}` {
  return text !== "" && Number.isFinite(Number(text));
}
