import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, signOf } from "#lib/currencies.ts";
import {
  currencyExponent,
  formatMoney,
  isAmbiguous,
  isCurrency,
  parseMoney,
  parseMoneyStrictly,
  toDecimal,
} from "#lib/money.ts";

const anyCurrency = fc.constantFrom(...currencies);
const anyMinor = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe("money", () => {
  it("takes the decimals from ISO 4217, whatever this runtime says", () => {
    expect(["CNY", "JPY", "KWD"].map(currencyExponent)).toEqual([2, 0, 3]);
    const twoHere = "AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR RSD SLE SOS SYP YER".split(" ");
    expect(twoHere.map(currencyExponent)).toEqual(twoHere.map(() => 2));
    expect(["IQD", "ISK", "UGX", "CLP"].map(currencyExponent)).toEqual([3, 0, 0, 0]);
  });

  it("prints the same price on a server and in a browser that know other decimals and signs", () => {
    const intl = Intl.NumberFormat;
    const seen: (Intl.NumberFormatOptions | undefined)[] = [];
    Intl.NumberFormat = new Proxy(intl, {
      construct: (target, [locale, options]) => {
        seen.push(options);
        return new target(locale, options);
      },
    });
    try {
      expect(formatMoney({ minor: 123_400, currency: "RSD", locale: "de" })).toMatch(/^RSD\u00A01.234,00$/);
      expect(formatMoney({ minor: 123_400, currency: "HUF", locale: "en-GB" })).toBe("HUF\u00A01,234.00");
    } finally {
      Intl.NumberFormat = intl;
    }
    for (const options of seen) expect(options).toEqual({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(seen).toHaveLength(2);
  });

  it("writes a price the way the reader's language does", () => {
    expect(formatMoney({ minor: 24_900, currency: "CNY", locale: "zh-CN" })).toBe("¥249.00");
    expect(formatMoney({ minor: 24_900, currency: "CNY", locale: "zh-CN", style: "short" })).toBe("¥249");
    expect(formatMoney({ minor: 24_950, currency: "CNY", locale: "en", style: "short" })).toBe("¥249.50");
    expect(formatMoney({ minor: 1_299, currency: "JPY", locale: "en" })).toBe("¥1,299");
    expect(formatMoney({ minor: -1_299, currency: "USD", locale: "en" })).toBe("-$12.99");
    expect(formatMoney({ minor: 12_500, currency: "KWD", locale: "en" })).toBe("KWD\u00A012.500");
    expect(formatMoney({ minor: 1_234_567_890, currency: "CNY", locale: "en", style: "compact" })).toBe("¥12.35M");
    expect(formatMoney({ minor: 1_234_567_890, currency: "CNY", locale: "zh-CN", style: "compact" })).toBe("¥1235万");
  });

  it("stays exact beyond what a float can hold", () => {
    const minor = 900_719_925_474_099_301n;
    expect(formatMoney({ minor, currency: "USD", locale: "en" })).toBe("$9,007,199,254,740,993.01");
  });

  it("reads back every amount it writes, in every currency and every style people may copy", () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, fc.constantFrom("en", "zh-CN"), (minor, currency, locale) => {
        expect(parseMoneyStrictly(toDecimal(minor, currency), currency)).toBe(minor);
        expect(parseMoney(formatMoney({ minor, currency, locale }), currency)).toBe(minor);
        expect(parseMoney(formatMoney({ minor, currency, locale, style: "short" }), currency)).toBe(minor);
      }),
    );
  });

  it.each([
    [" 1,299.5 ", "CNY", 129_950],
    ["１２９９。５０", "CNY", 129_950],
    ["１，２９９．５０", "EUR", 129_950],
    ["￥249", "CNY", 24_900],
    ["249元", "CNY", 24_900],
    ["CNY 1 299", "CNY", 129_900],
    ["1\u202F299.00 €", "EUR", 129_900],
    ["249 CNY", "CNY", 24_900],
    ["US$5", "USD", 500],
    ["CN¥5", "CNY", 500],
    ["R$5", "BRL", 500],
    ["+5", "CNY", 500],
    ["1,299", "EUR", 129_900],
    ["1,299", "JPY", 1_299],
    ["1,299,000", "KWD", 1_299_000_000],
    ["1,299.500", "KWD", 1_299_500],
    ["12.500", "KWD", 12_500],
    ["12 500", "KWD", 12_500_000],
    ["0.500", "KWD", 500],
  ])("reads what people type: %j in %s", (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
    expect(parseMoneyStrictly(text, currency)).toBe(minor);
  });

  it.each([
    ["", "CNY"],
    ["12.345", "CNY"],
    ["1.299", "EUR"],
    ["1.299", "JPY"],
    ["12.5", "JPY"],
    ["12.00", "JPY"],
    ["12,50", "EUR"],
    ["1.299,00", "EUR"],
    ["1'299.00", "CHF"],
    ["1’299.00", "CHF"],
    ["1,29,900", "INR"],
    ["1,2345", "CNY"],
    ["0,500", "EUR"],
    ["0,500", "KWD"],
    ["01,299", "EUR"],
    ["1 299,000", "EUR"],
    ["1\n299", "EUR"],
    ["12.", "CNY"],
    [".5", "CNY"],
    ["-5", "CNY"],
    ["−5", "CNY"],
    ["－５", "CNY"],
    ["(5)", "CNY"],
    ["5-", "CNY"],
    ["١٢", "EUR"],
    ["१२", "INR"],
    ["5²", "EUR"],
    ["½", "EUR"],
    ["①", "EUR"],
    ["$5", "EUR"],
    ["5 €", "USD"],
    ["EUR 5", "CNY"],
    ["5 USD", "EUR"],
    ["5 元", "USD"],
    ["1e3", "CNY"],
    ["0x10", "CNY"],
    ["free", "CNY"],
    ["99999999999999999999", "CNY"],
  ])("does not guess what %j in %s means", (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
    expect(parseMoneyStrictly(text, currency)).toBeNull();
  });

  it("reads a lone comma before three digits as thousands where somebody sees it, and not at all in a file, in money of three decimals", () => {
    for (const text of ["12,500", "KWD 12,500", "1,000", "１２，５００", "12,500 KWD"]) {
      expect(parseMoney(text, "KWD")).not.toBeNull();
      expect([text, parseMoneyStrictly(text, "KWD"), isAmbiguous(text, "KWD")]).toEqual([text, null, true]);
    }
    expect(parseMoney("12,500", "KWD")).toBe(12_500_000);
    expect(isAmbiguous("12,500", "EUR")).toBe(false);
  });

  it("never throws and never returns a fraction, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), anyCurrency, (text, currency) => {
        const minor = parseMoney(text, currency);
        expect(minor === null || Number.isSafeInteger(minor)).toBe(true);
      }),
    );
  });

  it("knows the money of today from units of account, metals, money that was withdrawn, and typing errors", () => {
    for (const code of ["CNY", "SLE", "XCG", "ZWG", "RSD", "VED"])
      expect([code, isCurrency(code)]).toEqual([code, true]);
    for (const code of "XDR XSU SLL HRK ZWL ANG BGN CLF XAU XXX XTS DEM YUAN cny toString".split(" "))
      expect([code, isCurrency(code)]).toEqual([code, false]);
    expect(currencies).toHaveLength(155);
    for (const code of currencies) expect(signOf(code) ?? code).not.toBe("");
  });
});
