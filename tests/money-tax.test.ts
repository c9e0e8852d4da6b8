import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { currencies, digitsOf } from "#lib/currencies.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { formatRate, grossOf, parseMoney, parseRate, taxInside, toDecimal } from "#lib/money.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { connections: 2 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const rate = fc.integer({ min: 0, max: 10_000 });
/** A price, and the total of an order at its largest: a thousand units at the highest price there may be. */
const price = fc.integer({ min: 0, max: 1_000_000_000_000 });
const total = fc.oneof(price, fc.integer({ min: 0, max: 1_000_000_000_000_000 }));
const currency = fc.constantFrom("CNY", "USD", "EUR", "JPY", "KWD");

test("net and tax make the gross, and the tax inside the gross is that tax again, in every currency", () => {
  fc.assert(
    fc.property(price, rate, (net, taxBp) => {
      const gross = grossOf(net, taxBp);
      expect(taxInside(gross, taxBp)).toBe(gross - net);
      expect(gross).toBeGreaterThanOrEqual(net);
    }),
  );
});

test("¥100 net and 13 % are ¥113; a yen has no decimals and a dinar three, and both are exact", () => {
  expect(grossOf(10_000, 1300)).toBe(11_300);
  expect(grossOf(100, 1000)).toBe(110);
  expect(grossOf(105, 1000)).toBe(116);
  expect(grossOf(1_001, 500)).toBe(1_051);
  expect(taxInside(11_300, 1300)).toBe(1300);
});

test("tax_inside in the database is taxInside here, up to the largest order there may be", async () => {
  const cases = [...fc.sample(fc.tuple(total, rate), 2000), [1e15, 10_000], [1e15, 9999], [1, 10_000], [0, 0]] as const;
  const rows = await db.$queryRaw<{ tax: bigint }[]>`
    SELECT tax_inside(g, r) AS tax FROM unnest(${cases.map(([gross]) => gross)}::bigint[], ${cases.map(([, taxBp]) => taxBp)}::int[])
      WITH ORDINALITY c(g, r, i) ORDER BY i`;
  expect(rows.map(({ tax }) => Number(tax))).toEqual(cases.map(([gross, taxBp]) => taxInside(gross, taxBp)));
});

test("what is typed becomes minor units and is written back the same, whatever the decimals of the currency", () => {
  fc.assert(
    fc.property(price, currency, (minor, code) => {
      const text = toDecimal(minor, code);
      expect(parseMoney(text, code)).toBe(minor);
      expect(toDecimal(parseMoney(text, code) ?? -1, code)).toBe(text);
    }),
  );
});

test("a rate is read as a percentage with at most two decimals, and nothing is guessed", () => {
  expect(["13", "8.5", "8,25 %", "0", "100", "１３％"].map(parseRate)).toEqual([1300, 850, 825, 0, 10_000, 1300]);
  expect(["", "-1", "100.01", "8.875", "1e1", "13 percent", "%"].map(parseRate)).toEqual(Array(7).fill(null));
  expect([formatRate(1300, "en"), formatRate(825, "zh-CN"), formatRate(0, "en")]).toEqual(["13%", "8.25%", "0%"]);
});

test("the database knows the same currencies with the same decimals, and takes no price in any other", async () => {
  const codes = [...currencies, "XDR", "XSU", "SLL", "HRK", "ZWL", "CLF", "usd", ""];
  const rows = await db.$queryRaw<{ digits: number | null }[]>`
    SELECT currency_digits(c) AS digits FROM unnest(${codes}::text[]) WITH ORDINALITY x(c, i) ORDER BY i`;
  expect(rows.map(({ digits }) => digits)).toEqual(codes.map(digitsOf));
});
