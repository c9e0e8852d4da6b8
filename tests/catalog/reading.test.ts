import { describe, expect, test } from "vitest";
import { plainText } from "#lib/catalog/plain-text.ts";
import { planWaves, type StandingWave } from "#lib/catalog/plan-waves.ts";
import { parseCsvCatalog } from "#lib/catalog/read-catalog.ts";
import { editionInput, pricesInput, wavesInput } from "#lib/catalog/schema.ts";
import { codeOf } from "#tests/support/refusals.ts";

const terms = { currency: "EUR", windowStart: "2027-01-01", windowEnd: "2027-02-01" };
const own = {
  ...{ product_slug: "lamp", product_name: "Lamp", sku: "LAMP", edition_name: "Brass", currency: "USD" },
  ...{
    price: "12.50",
    deposit: "1",
    stock: "5",
    wave1_capacity: "5",
    wave1_start: "2027-01-01",
    wave1_end: "2027-02-01",
  },
};

/** Rows of our own columns, or of another shop's. */
function read(rows: Record<string, string>[]) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cell = (text = "") => `"${text.replaceAll('"', '""')}"`;
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  const said = parseCsvCatalog(lines.map((line) => line.map(cell).join(",")).join("\n"), terms);
  const faults = said.errors.map(({ code, row, column }) => [code, row, column]);
  return { ...said, faults, edition: said.products[0]?.editions[0] };
}

describe("a row of our own columns", () => {
  test("has each price and deposit in the decimals of its own currency", () => {
    const { edition, faults } = read([
      { ...own, price_jpy: "1500", deposit_jpy: "150", price_kwd: "3.500", deposit_kwd: "0.250" },
    ]);
    expect(faults).toEqual([]);
    expect(edition).toMatchObject({ priceMinor: 1250, depositMinor: 100 });
    expect(edition?.prices).toMatchObject([
      { currency: "JPY", priceMinor: 1500, depositMinor: 150 },
      { currency: "KWD", priceMinor: 3500, depositMinor: 250 },
    ]);
  });

  test("says its deposit: an empty one is a fault, in a further currency it is none", () => {
    expect(read([{ ...own, deposit: "" }]).faults).toEqual([["not_amount", 1, "deposit"]]);
    expect(read([{ ...own, price_eur: "10", deposit_eur: "" }]).edition?.prices).toMatchObject([{ depositMinor: 0 }]);
  });

  test.each(["12.5", "5 pieces", "-1", "1e3", ""])("with %j in stock is at fault there", (stock) => {
    expect(read([{ ...own, stock }]).faults).toEqual([[stock ? "not_whole" : "missing", 1, "stock"]]);
  });

  test("is at fault in the column of the wave that is wrong, and where a wave is left out", () => {
    const second = { wave2_capacity: "many", wave2_start: "2027-03-01", wave2_end: "2027-04-01" };
    expect(read([{ ...own, ...second }]).errors).toMatchObject([
      { code: "not_whole", field: "waves.1.capacity", column: "wave2_capacity" },
    ]);
    const third = { wave3_capacity: "5", wave3_start: "2027-03-01", wave3_end: "2027-04-01" };
    expect(read([{ ...own, ...third }]).faults).toEqual([["wave_gap", 1, "wave3_capacity"]]);
  });

  test("may not contradict an earlier row of its product, and may repeat it or say nothing", () => {
    const rows = [own, { ...own, sku: "L-2", product_name: "" }, { ...own, sku: "L-3" }];
    expect(read(rows).faults).toEqual([]);
    expect(read([...rows, { ...own, sku: "L-4", product_name: "Light" }]).faults).toEqual([
      ["differs", 4, "product_name"],
    ]);
  });

  test("in money that does not exist is at fault", () => {
    expect(read([{ ...own, currency: "XXA" }]).faults).toContainEqual(["not_amount", 1, "price"]);
  });
});

describe("a file of Shopify", () => {
  const row = {
    Handle: "lamp",
    Title: "Lamp",
    "Option1 Value": "Default Title",
    "Variant SKU": "L",
    "Variant Price": "12,50",
  };

  test("has one edition a variant, named by its options, with its stock and its decimal comma", () => {
    const variants = ["S", "M"].map((size, n) => ({
      ...row,
      Handle: n === 0 ? "lamp" : "",
      Title: n === 0 ? "Lamp" : "",
      "Option1 Value": size,
      "Variant SKU": size,
      "Variant Inventory Qty": "7",
    }));
    const { products, faults } = read(variants);
    expect(faults).toEqual([]);
    expect(products).toHaveLength(1);
    const standard = { priceMinor: 1250, stock: 7, waves: [{ capacity: 7 }] };
    expect(products[0]?.editions).toMatchObject([
      { ...standard, name: "S" },
      { ...standard, name: "M" },
    ]);
  });

  test("calls a single variant like its product, and takes one without stock", () => {
    expect(read([{ ...row, "Variant Inventory Qty": "0" }])).toMatchObject({
      faults: [],
      edition: { name: "Lamp", stock: 0, waves: [{ capacity: 1 }] },
    });
  });
});

describe("a file of WooCommerce", () => {
  const row = { ID: "44", Type: "variable", SKU: "LAMP", Name: "Lamp", "Regular price": "", Stock: "", Parent: "" };

  test.each(["LAMP", "id:44"])("finds the product of a variation that names it as %s", (Parent) => {
    const child = { ...row, ID: "45", Type: "variation", SKU: "L-1", "Regular price": "10", Stock: "3", Parent };
    expect(read([row, child])).toMatchObject({
      faults: [],
      products: [{ slug: "lamp", editions: [{ sku: "L-1", stock: 3 }] }],
    });
  });

  test("puts a short text that is long, or has lines, into the description", () => {
    const simple = {
      ...row,
      Type: "simple",
      "Regular price": "10",
      "Short description": "long ".repeat(60),
      Description: "Whole.",
    };
    const [product] = read([simple]).products;
    expect(product).toMatchObject({ tagline: "", description: expect.stringMatching(/^long .*\n\nWhole\.$/s) });
  });
});

test("what a reader of HTML sees is what is left of it", () => {
  const html =
    "<style>p{}</style><p>One<script>alert(1)</script> two</p><ul><li>three</li><li>four</li></ul>&amp; five";
  expect(plainText(html)).toBe("One two\n\n- three\n\n- four\n\n& five");
});

test("waves and prices that make no sense are no input", () => {
  const wave = (start: string, end: string) => ({ capacity: 5, start, end });
  const waves = (...all: object[]) => wavesInput.safeParse({ waves: all }).success;
  expect(waves(wave("2027-01-01", "2027-02-01"), wave("2027-01-01", "2027-02-01"))).toBe(true);
  expect(waves(wave("2027-01-01", "2027-03-01"), wave("2027-01-15", "2027-02-01"))).toBe(false);
  expect(waves(wave("2027-01-02", "2027-02-01"), wave("2027-01-01", "2027-03-01"))).toBe(false);
  const price = (currency: string) => ({ currency, priceMinor: 100, depositMinor: 0 });
  const prices = (...all: string[]) => pricesInput.safeParse({ ...price("USD"), prices: all.map(price) }).success;
  expect([prices("EUR"), prices("USD"), prices("EUR", "EUR")]).toEqual([true, false, false]);
  const edition = { ...price("USD"), sku: "A", name: "A", stock: 6, waves: [wave("2027-01-01", "2027-02-01")] };
  expect([editionInput.safeParse({ ...edition, stock: 5 }).success, editionInput.safeParse(edition).success]).toEqual([
    true,
    false,
  ]);
});

describe("a plan of waves", () => {
  const standing: StandingWave = {
    id: "w",
    capacity: 5,
    allocated: 3,
    start: "2027-01-01",
    end: "2027-02-01",
    hasOrders: true,
  };
  const wanted = { id: "w", capacity: 5, start: "2027-01-01", end: "2027-02-01" };

  test.each([
    ["is kept as it stands", wanted, 5, null],
    ["may grow and shrink to what it promised", { ...wanted, capacity: 3 }, 3, null],
    ["holds no fewer than it promised", { ...wanted, capacity: 2 }, 2, "wave_below_allocated"],
    ["begins when it was promised", { ...wanted, start: "2027-01-02" }, 5, "wave_promised"],
    ["ends when it was promised", { ...wanted, end: "2027-02-02" }, 5, "wave_promised"],
    ["has a window for every unit", wanted, 6, "windows_too_small"],
    ["names no wave of another edition", { ...wanted, id: "other" }, 5, "invalid_body"],
  ])("%s", (_, wave, units, refusal) => {
    expect(codeOf(() => planWaves([standing], [wave], units))).toBe(refusal);
  });

  test("leaves out only a wave that nobody ordered in", () => {
    const added = { capacity: 5, start: "2027-01-01", end: "2027-02-01" };
    expect(codeOf(() => planWaves([standing], [added], 5))).toBe("wave_in_use");
    expect(planWaves([{ ...standing, allocated: 0, hasOrders: false }], [added], 5)).toMatchObject({
      removed: ["w"],
      added: [{ position: 1 }],
    });
  });
});
