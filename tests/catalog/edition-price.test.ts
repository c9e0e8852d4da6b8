import { expect, test } from "vitest";
import { currenciesOf, lowestPrice, priceIn, pricesOf } from "#components/catalog/edition-price.ts";
import { withStock } from "#components/catalog/with-stock.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { chooseCurrency } from "#lib/words/currency.ts";

const price = (currency: string, priceMinor: number) => ({ currency, priceMinor, depositMinor: 0, taxBp: 0 });

function edition(
  main: [string, number],
  further: [string, number][] = [],
  more: Partial<EditionView> = {},
): EditionView {
  return {
    ...price(...main),
    ...{
      id: `e-${main[1]}`,
      sku: "SKU",
      goals: [],
      name: "Edition",
      summary: "",
      facts: "",
      variantGroup: "",
      option: "",
      swatch: null,
      image: null,
      salesOpen: true,
      opensInShow: true,
    },
    ...{
      perPersonLimit: 1,
      refundDays: 7,
      holdSeconds: 300,
      offerSeconds: 1800,
      lockDeadlineDays: null,
      addressLockDays: 14,
      weightGrams: null,
      coolingOffExemption: null,
      balanceDueOn: null,
      balanceGraceDays: 7,
    },
    ...{ total: 5, pooled: 0, available: 5, held: 0, sold: 0, seq: 1, nextWindow: null, waves: [] },
    prices: further.map((each) => price(...each)),
    ...more,
  };
}

const product = (...editions: EditionView[]): ProductView => ({
  ...{ id: "p", slug: "p", name: "Product", tagline: "", description: "", image: null, delivery: "shipped" },
  ...{ facts: "", pictures: [] },
  editions,
});

test("a reader sees the price set in their currency, else the main one, and never a converted one", () => {
  const sold = edition(["CNY", 24_900], [["USD", 3900]]);
  expect(priceIn(sold, "USD")).toEqual(price("USD", 3900));
  expect([priceIn(sold, "EUR"), priceIn(sold, null), priceIn(sold, "CNY")]).toEqual(
    Array(3).fill(price("CNY", 24_900)),
  );
  expect(pricesOf(sold).map(({ currency }) => currency)).toEqual(["CNY", "USD"]);
});

test("the lowest price is the lowest in one currency: ¥100 is not less than $20", () => {
  const mixed = product(edition(["CNY", 10_000], [["USD", 5000]]), edition(["CNY", 90_000], [["USD", 2000]]));
  expect(lowestPrice(mixed, "USD")).toEqual({ price: price("USD", 2000), differs: true });
  expect(lowestPrice(mixed, "CNY")).toEqual({ price: price("CNY", 10_000), differs: true });
  expect(lowestPrice(mixed, "EUR")?.price.currency).toBe("CNY");
  expect(currenciesOf(mixed.editions)).toEqual(["CNY", "USD"]);
});

test("an edition that is gone does not make the price, and one that lacks the currency does not either", () => {
  const gone = edition(["CNY", 100], [], { available: 0 });
  const onlyHome = edition(["CNY", 500]);
  const abroad = edition(["CNY", 900], [["USD", 150]]);
  expect(lowestPrice(product(gone, onlyHome), null)?.price).toEqual(price("CNY", 500));
  expect(lowestPrice(product(gone, onlyHome, abroad), "USD")).toEqual({ price: price("USD", 150), differs: false });
  expect(lowestPrice(product(gone), null)?.price).toEqual(price("CNY", 100));
  expect(lowestPrice(product(), null)).toBeNull();
});

test("the currency is the reader's own choice, else that of the region their browser names, else that of the page's language", () => {
  const choose = (cookie: string | undefined, accepted: string | null, locale: "en" | "zh-CN" = "en") =>
    chooseCurrency({ cookie, accepted, locale });
  expect(choose("JPY", "en-US")).toBe("JPY");
  expect(choose(undefined, "de-AT,de;q=0.9,en-US;q=0.5")).toBe("EUR");
  expect(choose(undefined, "en;q=0.9, zh-Hans-SG;q=0.8")).toBe("SGD");
  expect(choose(undefined, "en", "zh-CN")).toBe("CNY");
  expect([choose(undefined, "en"), choose(undefined, null), choose("<x>", "*, -, en_XX")]).toEqual([null, null, null]);
});

test("a frame that says which wave is next fills the waves before it and leaves those after", () => {
  const wave = (capacity: number) => ({
    ...{ id: `w${capacity}`, allocated: 0 },
    capacity,
    start: "2028-01-01",
    end: "2028-01-02",
  });
  const shown = edition(["CNY", 1], [], { waves: [wave(10), wave(20), wave(30)] });
  const line = {
    editionId: shown.id,
    seq: 2,
    available: 45,
    pooled: 0,
    held: 15,
    sold: 0,
    returned: 0,
    salesOpen: true,
    opensInShow: true,
  };
  const window = { start: "2028-01-01", end: "2028-01-02", wave: 2, left: 15 };
  const [after] = withStock([product(shown)], [{ ...line, window }]);
  expect(after?.editions[0]?.waves.map(({ allocated }) => allocated)).toEqual([10, 5, 0]);
  expect(after?.editions[0]?.nextWindow).toEqual(window);
});
