import { digitsOf, signOf } from "#lib/currencies.ts";

/** Money is an integer count of minor units (cents, fen, fils) and an ISO 4217 currency code. Never a float. */
export type Minor = number | bigint;

/** One style for one kind of place, so that a page never has ¥1,499.00 beside ¥1,499. */
export type MoneyStyle =
  /** Every decimal of the currency, where amounts are compared or proved: receipts and the money desk. 249.00 */
  | "full"
  /** Decimals only when there are any, everywhere else: 249 */
  | "short"
  /** Rounded for boards and axes: 1.2M */
  | "compact";

export type FormatMoney = { minor: Minor; currency: string; locale: string; style?: MoneyStyle };

/**
 * A price as people write it in `locale`, exact for any size except in the `compact` style. Sign and decimals are our own, so that
 * server, mail and every browser print the same.
 */
export function formatMoney({ minor, currency, locale, style = "full" }: FormatMoney): string {
  const text = numberFormat(locale, currencyExponent(currency), style).format(
    toDecimal(minor < 0 ? -minor : minor, currency),
  );
  return `${minor < 0 ? "-" : ""}${signOf(currency) ?? `${currency}\u00A0`}${text}`;
}

/**
 * Minor units from what a person typed (`1,299.50`, `￥249`, `CNY 1 299`), or null when it is not an amount in
 * `currency`: too many decimals, broken grouping, other letters, the sign of other money. Decimal point `.`, grouping by comma or space.
 */
export function parseMoney(text: string, currency: string): number | null {
  const exponent = currencyExponent(currency);
  const amount = bareAmount(text, currency);
  const match = /^(?<whole>\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:\.(?<fraction>\d+))?$/.exec(amount);
  const { whole = "", fraction = "" } = match?.groups ?? {};
  if (!match || fraction.length > exponent) return null;
  const minor = Number(whole.replace(/\D/g, "") + fraction.padEnd(exponent, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/**
 * As parseMoney, for files, where nobody sees what was understood: null also for an amount that can be read in two ways. With three
 * decimals that is a lone comma before exactly three digits, `12,500` KWD.
 */
export function parseMoneyStrictly(text: string, currency: string): number | null {
  return isAmbiguous(text, currency) ? null : parseMoney(text, currency);
}

/** Whether the comma in it may stand for the decimal point as well as for the thousands. */
export function isAmbiguous(text: string, currency: string): boolean {
  return currencyExponent(currency) === 3 && /^[1-9]\d{0,2},\d{3}$/.test(bareAmount(text, currency));
}

/** Without the sign or code of `currency` before or after it; anything else that is there stays and is no amount. */
function bareAmount(text: string, currency: string): string {
  const typed = text
    .replace(/[\uFF01-\uFF5E]/g, halfWidth)
    .replaceAll("。", ".")
    .replace(/￥/g, "¥");
  const plain = typed.replace(/[\u00A0\u2009\u202F\u3000]/g, " ").trim();
  const sign = signOf(currency);
  const names = [currency, ...(sign ? [sign.replaceAll("$", "\\$")] : [])].join("|");
  const lead = sign ? `(?:${currency.slice(0, 2)})?(?:${names})` : names;
  const trail = currency === "CNY" ? `${names}|元` : currency === "JPY" ? `${names}|円` : names;
  return plain
    .replace(/^\+/, "")
    .replace(new RegExp(`^(?:${lead}) ?`), "")
    .replace(new RegExp(` ?(?:${trail})$`), "");
}

function halfWidth(wide: string): string {
  return String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfe_e0);
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

/** How many decimals ISO 4217 gives the currency: CNY 2, JPY 0, KWD 3. Two for money that is no more, which old rows may name. */
export function currencyExponent(currency: string): number {
  return digitsOf(currency) ?? 2;
}

/** Whether `code` is a currency that a shop can price in. */
export function isCurrency(code: string): boolean {
  return digitsOf(code) !== null;
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, digits: number, style: MoneyStyle): Intl.NumberFormat {
  const key = `${locale} ${digits} ${style}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, optionsOf(digits, style));
  formats.set(key, format);
  return format;
}

function optionsOf(digits: number, style: MoneyStyle): Intl.NumberFormatOptions {
  if (style === "compact") return { notation: "compact", maximumSignificantDigits: 4 };
  const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return style === "short" ? { ...exact, trailingZeroDisplay: "stripIfInteger" } : exact;
}

function isNumeric(text: string): text is `${number}` {
  return text !== "" && Number.isFinite(Number(text));
}
