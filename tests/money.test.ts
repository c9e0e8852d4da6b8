import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, formatMoney, isCurrency, parseMoney, toDecimal } from "#lib/money.ts";

const currencies = ["CNY", "USD", "EUR", "JPY", "KRW", "KWD", "CLF"];
const anyCurrency = fc.constantFrom(...currencies);
const anyMinor = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe("money", () => {
  it("takes the decimals from the currency", () => {
    expect(["CNY", "JPY", "KWD"].map(currencyExponent)).toEqual([2, 0, 3]);
  });

  it("writes a price the way the reader's language does", () => {
    expect(formatMoney({ minor: 24_900, currency: "CNY", locale: "zh-CN" })).toBe("¥249.00");
    expect(formatMoney({ minor: 24_900, currency: "CNY", locale: "zh-CN", style: "short" })).toBe("¥249");
    expect(formatMoney({ minor: 24_950, currency: "CNY", locale: "en", style: "short" })).toBe("¥249.50");
    expect(formatMoney({ minor: 1_299, currency: "JPY", locale: "en" })).toBe("¥1,299");
    expect(formatMoney({ minor: -1_299, currency: "USD", locale: "en" })).toBe("-$12.99");
    expect(formatMoney({ minor: 1_234_567_890, currency: "CNY", locale: "en", style: "compact" })).toBe("¥12.35M");
  });

  it("stays exact beyond what a float can hold", () => {
    const minor = 900_719_925_474_099_301n;
    expect(formatMoney({ minor, currency: "USD", locale: "en" })).toBe("$9,007,199,254,740,993.01");
  });

  it("reads back every amount it writes, in every style people may copy", () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, fc.constantFrom("en", "zh-CN"), (minor, currency, locale) => {
        expect(parseMoney(toDecimal(minor, currency), currency)).toBe(minor);
        expect(parseMoney(formatMoney({ minor, currency, locale }), currency)).toBe(minor);
        expect(parseMoney(formatMoney({ minor, currency, locale, style: "short" }), currency)).toBe(minor);
      }),
    );
  });

  it("reads what people type", () => {
    expect(parseMoney(" 1,299.5 ", "CNY")).toBe(129_950);
    expect(parseMoney("１２９９。５０", "CNY")).toBe(129_950);
    expect(parseMoney("￥249", "CNY")).toBe(24_900);
    expect(parseMoney("249元", "CNY")).toBe(24_900);
    expect(parseMoney("CNY 1 299", "CNY")).toBe(129_900);
    expect(parseMoney("US$5", "USD")).toBe(500);
  });

  it.each([
    ["", "CNY"],
    ["12.345", "CNY"],
    ["12.5", "JPY"],
    ["12,50", "EUR"],
    ["1,2345", "CNY"],
    ["12.", "CNY"],
    ["-5", "CNY"],
    ["1e3", "CNY"],
    ["0x10", "CNY"],
    ["free", "CNY"],
    ["99999999999999999999", "CNY"],
  ])("does not guess what %j in %s means", (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
  });

  it("never throws and never returns a fraction, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), anyCurrency, (text, currency) => {
        const minor = parseMoney(text, currency);
        expect(minor === null || Number.isSafeInteger(minor)).toBe(true);
      }),
    );
  });

  it("knows a currency from a typing error", () => {
    expect(isCurrency("CNY")).toBe(true);
    expect(isCurrency("YUAN")).toBe(false);
  });
});
