/**
 * Every currency that a shop may price in, after ISO 4217: national money that is in use, by its decimals. No funds, no metals, and
 * nothing that was withdrawn (SLL, HRK, BGN, ANG, the ZWL of 2009). The database has the same list in currency_digits().
 * Intl is not asked: its decimals change from one version of ICU to the next, and the amounts stored here must not.
 */
const digits = new Map([
  ...list(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
  ...list(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...list(
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
     DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
     LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
     QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS
     VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ),
]);

export const currencies: readonly string[] = [...digits.keys()].sort();

/** Null for anything that is not a currency of the list. */
export function digitsOf(currency: string): number | null {
  return digits.get(currency) ?? null;
}

/** How people sign an amount; where there is no sign that everybody knows, the code stands. A sign may be that of several. */
const signs = new Map([
  ...signed(
    "$",
    "ARS AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD USD XCD",
  ),
  ...signed("¥", "CNY JPY"),
  ...signed("£", "EGP FKP GBP GIP SHP"),
  ...signed("€", "EUR"),
  ...signed("₩", "KRW"),
  ...signed("₹", "INR"),
  ...signed("₽", "RUB"),
  ...signed("₺", "TRY"),
  ...signed("₫", "VND"),
  ...signed("₴", "UAH"),
  ...signed("₱", "PHP"),
  ...signed("฿", "THB"),
  ...signed("₪", "ILS"),
  ...signed("₦", "NGN"),
  ...signed("R$", "BRL"),
]);

export function signOf(currency: string): string | null {
  return signs.get(currency) ?? null;
}

function list(count: number, codes: string) {
  return codes.split(/\s+/).map((code) => [code, count] as const);
}

function signed(sign: string, codes: string) {
  return codes.split(" ").map((code) => [code, sign] as const);
}
