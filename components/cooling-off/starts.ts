import type { CoolingOffRule } from "#lib/cooling-off/schema.ts";

const memberStates = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/**
 * Where an owner begins, for a lawyer to read: Directive 2011/83/EU, articles 9 and 14, with Iceland, Liechtenstein and Norway by the
 * EEA Agreement; the Law of the People's Republic of China on the Protection of Consumer Rights and Interests, article 25.
 */
export const starts: Record<"eu" | "cn" | "rest", CoolingOffRule> = {
  eu: {
    countries: [...memberStates, "IS", "LI", "NO"],
    isRest: false,
    days: 14,
    texts: {
      en: "You may withdraw from this contract within 14 days of receiving the goods, without giving a reason. Write to us; we return all payments within 14 days of your letter, the standard delivery included. You bear the cost of sending the goods back.",
      "zh-CN":
        "您可以在收到商品之日起十四日内无理由撤回本合同。请写信告知；我们在收到通知后十四日内退还全部款项（含标准运费）。退回商品的运费由您承担。",
    },
  },
  cn: {
    countries: ["CN"],
    isRest: false,
    days: 7,
    texts: {
      en: "You may return the goods within seven days of receiving them, without giving a reason, as long as they are intact. We refund within seven days of having them back. You bear the cost of sending them back.",
      "zh-CN":
        "自收到商品之日起七日内，商品完好的，可以无理由退货。我们在收到退回商品之日起七日内退款。退回运费由您承担。",
    },
  },
  rest: { countries: [], isRest: true, days: 14, texts: {} },
};
