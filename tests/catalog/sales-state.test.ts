import { afterAll, beforeAll, expect, test } from "vitest";
import { productSales, takesWaitlist } from "#components/catalog/sales-state.ts";
import { findProduct } from "#lib/catalog/queries.ts";
import { productView } from "#lib/catalog/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("what sold before and is closed until the next show reads as not open yet, and has no waitlist while units are left", async () => {
  const host = await app.person("host");
  const { showId, productId, editionId } = await app.openEdition({ stock: 5 }, host.email);
  const buyer = await app.person("viewer");
  const order = { cookie: buyer.cookie, key: crypto.randomUUID(), body: { editionId } };
  expect((await app.http("POST", "/api/preorders", order)).status).toBe(201);
  await app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open: false } });
  const { slug } = await app.db.product.findUniqueOrThrow({ where: { id: productId } });
  const sales = async () =>
    productSales(productView.parse(await findProduct(app.made, slug, { asker: async () => null })));

  expect(await sales()).toBe("closed");
  await app.db.show.update({ where: { id: showId }, data: { status: "ENDED", endedAt: new Date() } });
  expect(await sales()).toBe("offSale");
  const next = { title: "The next evening", startsAt: "2027-03-01T12:00:00Z" };
  const planned = await app.http("POST", "/api/shows", { cookie: host.cookie, body: next });
  const { id } = Object(planned.body);
  await app.http("POST", `/api/shows/${id}/products`, { cookie: host.cookie, body: { productId } });
  expect(await sales()).toBe("closed");
  expect(takesWaitlist(await sales())).toBe(false);
});
