import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";

const header =
  "product_slug,product_name,sku,edition_name,price,deposit,currency,stock,per_person_limit,refund_days,wave1_capacity,wave1_start,wave1_end";
const row = (slug: string, sku: string, price = "12.50") =>
  `${slug},Lamp,${sku},Brass,${price},1,USD,5,1,7,5,2027-01-01,2027-02-01`;

let app: App;
let host: string;
beforeAll(async () => {
  app = await startApp();
  host = (await app.person("host")).cookie;
});
afterAll(() => app.stop());

const send = (text: string, dryRun: boolean, type = "text/csv") =>
  app.http("POST", `/api/catalog/import?dryRun=${dryRun}`, {
    cookie: host,
    raw: text,
    headers: { "content-type": type },
  });

test("a dry run counts what is there and writes nothing", async () => {
  const answer = await send([header, row("dry", "DRY-1"), row("dry", "DRY-2")].join("\n"), true);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ dryRun: true, layout: "launchroom", encoding: "utf-8", separator: ",", rows: 2 });
  expect(answer.body).toMatchObject({ products: 1, editions: 2, units: 10, errors: [], faults: 0, notes: [] });
  expect(answer.body).toMatchObject({
    preview: [
      { row: 1, sku: "DRY-1", isNew: true },
      { row: 2, sku: "DRY-2" },
    ],
  });
  expect(await app.db.product.count()).toBe(0);
});

test("one wrong row rejects the whole file and is named by its row and field", async () => {
  const answer = await send([header, row("wrong", "WRONG-1"), row("wrong", "WRONG-2", "12.505")].join("\n"), false);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({
    code: "import_rejected",
    report: { errors: [{ row: 2, field: "priceMinor", column: "price" }] },
  });
  expect(await app.db.product.count()).toBe(0);
});

test("a good file is written whole, and its SKUs are refused the second time at the rows that repeat them", async () => {
  const good = [header, row("lamp", "LAMP-1"), row("lamp", "LAMP-2"), row("bag", "BAG-1")].join("\n");
  expect((await send(good, false)).status).toBe(200);
  expect(await app.db.edition.findMany({ select: { sku: true, priceMinor: true }, orderBy: { sku: "asc" } })).toEqual([
    { sku: "BAG-1", priceMinor: 1250n },
    { sku: "LAMP-1", priceMinor: 1250n },
    { sku: "LAMP-2", priceMinor: 1250n },
  ]);
  const again = await send([header, row("new", "NEW-1"), row("new", "LAMP-2"), row("other", "BAG-1")].join("\n"), true);
  expect(again.body).toMatchObject({
    errors: [
      { row: 2, field: "sku", message: "LAMP-2 is taken" },
      { row: 3, field: "sku", message: "BAG-1 is taken" },
    ],
  });
});

test("JSON that is not a list of products is refused in words", async () => {
  const answer = await send("{", true, "application/json");
  expect(answer.body).toMatchObject({ errors: [{ row: 0, message: "is not JSON" }] });
});

const wide =
  "product_slug,product_name,sku,edition_name,price,deposit,currency,tax_bp,stock,price_usd,deposit_usd,tax_bp_usd,price_jpy,wave1_capacity,wave1_start,wave1_end";
const wideRow = (sku: string, usd: string, jpy = "") =>
  `wide-${sku.toLowerCase()},Lamp,${sku},Brass,11.30,1,CNY,1300,5,${usd},${jpy},5,2027-01-01,2027-02-01`;

test("columns for further currencies become prices of their own, with their decimals; empty ones are not offered", async () => {
  const file = [wide, wideRow("WIDE-1", "2.50,0.50,0", "1800"), wideRow("WIDE-2", "3,,"), wideRow("WIDE-3", ",,")];
  expect(await send(file.join("\n"), false)).toMatchObject({ status: 200, body: { editions: 3, errors: [] } });
  const editions = await app.db.edition.findMany({
    where: { sku: { startsWith: "WIDE" } },
    select: {
      taxBp: true,
      prices: { orderBy: { currency: "asc" }, omit: { editionId: true, lowestMinor: true, reducedAt: true } },
    },
    orderBy: { sku: "asc" },
  });
  expect(editions).toEqual([
    {
      taxBp: 1300,
      prices: [
        { currency: "JPY", priceMinor: 1800n, depositMinor: 0n, taxBp: 0 },
        { currency: "USD", priceMinor: 250n, depositMinor: 50n, taxBp: 0 },
      ],
    },
    { taxBp: 1300, prices: [{ currency: "USD", priceMinor: 300n, depositMinor: 0n, taxBp: 0 }] },
    { taxBp: 1300, prices: [] },
  ]);
});

test.each([
  ["a deposit without a price", wideRow("BAD", ",0.50,"), "price_usd"],
  ["a deposit above the price", wideRow("BAD", "1,2,"), "deposit_usd"],
  ["half a yen", wideRow("BAD", ",,", "0.5"), "price_jpy"],
  ["a tax rate that is none", wideRow("BAD", "1,,a lot"), "tax_bp_usd"],
])("%s in a further currency is named by its column", async (_, faulty, column) => {
  const answer = await send([wide, faulty].join("\n"), true);
  expect(answer.body).toMatchObject({ errors: [{ row: 1, column }] });
});

test("a column for a currency that does not exist is a fault, not a price", async () => {
  const answer = await send([`${header},price_zzz`, `${row("zzz", "ZZZ")},5`].join("\n"), true);
  expect(answer.body).toMatchObject({ errors: [{ row: 1, column: "price_zzz", code: "not_amount" }] });
});

test("an amount that can be read in two ways is refused with both, and one in money of other decimals with its own", async () => {
  const price = (currency: string, amount: string, deposit: string, further = "") =>
    [
      `${header},price_kwd,deposit_kwd`,
      `two,Lamp,TWO-1,Brass,"${amount}","${deposit}",${currency},5,1,7,5,2027-01-01,2027-02-01,${further || ","}`,
    ].join("\n");
  const faults = async (text: string) => {
    const { body } = await send(text, true);
    return Object(body).errors.map(({ field, message }: { field: string; message: string }) => `${field}: ${message}`);
  };
  expect(await faults(price("KWD", "12,500", "1,000"))).toEqual([
    "priceMinor: “12,500” may be read two ways in KWD, which has three decimals. Write it with a point: 12.500 or 12500.",
    "depositMinor: “1,000” may be read two ways in KWD, which has three decimals. Write it with a point: 1.000 or 1000.",
  ]);
  expect(await faults(price("JPY", "1,299", "0", '"12,500",0.500'))).toEqual([
    expect.stringMatching(/^price_kwd: “12,500” may/),
  ]);
  expect(await faults(price("JPY", "1.299", "0"))).toEqual(["priceMinor: “1.299” is not an amount of JPY."]);
  expect(await faults(price("USD", "1,299.00", "0,500"))).toEqual(["depositMinor: “0,500” is not an amount of USD."]);
  expect(await faults(price("JPY", "1,299", "0", "12.500,0.500"))).toEqual([]);
  expect(await app.db.product.count({ where: { slug: "two" } })).toBe(0);
});
