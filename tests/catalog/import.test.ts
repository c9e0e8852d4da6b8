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
  expect(answer.body).toEqual({ dryRun: true, products: 1, editions: 2, units: 10, errors: [] });
  expect(await app.db.product.count()).toBe(0);
});

test("one wrong row rejects the whole file and is named by its row and field", async () => {
  const answer = await send([header, row("wrong", "WRONG-1"), row("wrong", "WRONG-2", "12.505")].join("\n"), false);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: "import_rejected", report: { errors: [{ row: 2, field: "priceMinor" }] } });
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
