import { afterAll, beforeAll, expect, test } from "vitest";
import { customersOf, expectExactSale, expectSameAnswersAgain, rush } from "#tests/faults/customers.ts";
import { type Site, startSite } from "#tests/support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.stop());

test("2,000 buyers on 500 units at once: 500 orders, 1,500 told sold out, every key keeps its answer", async () => {
  const [door] = site.doors;
  if (!door) throw new Error("no server");
  const { editionId, sku, priceMinor } = await site.openEdition({ stock: 500 });
  const customers = customersOf(await site.buyers(2000), editionId);
  const stories = await rush(door.http, customers);
  expect(stories.filter(({ answers }) => answers.length > 1)).toEqual([]);
  await expectExactSale(site, stories, { editionId, units: 500 });
  await expectSameAnswersAgain(door.http, stories);
  await expectExactSale(site, stories, { editionId, units: 500 });

  expect(await site.db.$queryRaw`SELECT * FROM audit_stock WHERE sku = ${sku}`).toEqual([
    { sku, initial: 500, adjusted: 0, available: 0, held: 500, sold: 0 },
  ]);
  const [sums] = await site.db.$queryRaw<object[]>`
    SELECT count(*)::int AS orders, count(DISTINCT user_id)::int AS buyers, count(DISTINCT idem_key)::int AS keys, sum(qty)::int AS units,
      sum(total_minor)::float AS total, sum(paid_minor)::float AS paid FROM audit_orders WHERE sku = ${sku} AND state = 'HELD'`;
  expect(sums).toEqual({ orders: 500, buyers: 500, keys: 500, units: 500, total: 500 * priceMinor, paid: 0 });
  expect(door.logged()).toBe("");
});
