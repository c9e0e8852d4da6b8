import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireOperator } from "#lib/accounts/gate.ts";
import { countOrders } from "#lib/orders/queries.ts";
import { orderPage, orderRecord } from "#lib/orders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openFamily } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let ops: Person;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops");
});

afterAll(() => app.stop());

test("an operator pages through all orders, newest first, each once, while more come in", async () => {
  const [one, two] = [await openFamily(app, { stock: 40 }), await openFamily(app, { stock: 40 })];
  const buyers = await app.buyers(45);
  for (const [index, buyer] of buyers.entries())
    await (index % 2 ? one : two).place(buyer, (index % 2 ? one : two).editionId);
  const seen: string[] = [];
  let after: string | null = "";
  while (after !== null) {
    const page = await list(`limit=10${after && `&after=${after}`}`);
    seen.push(...page.orders.map(({ id }) => id));
    after = page.next;
    const late = await app.person("viewer");
    await one.place(late, one.editionId);
  }
  const expected = await app.db.preorder.findMany({
    where: { userId: { in: buyers.map(({ id }) => id) } },
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
  });
  expect(seen.filter((id) => expected.some((order) => order.id === id))).toEqual(expected.map(({ id }) => id));
  expect(new Set(seen).size).toBe(seen.length);
});

test("orders are found by address, however it is written, by number, by id, by SKU, state and show", async () => {
  const family = await openFamily(app, { perPersonLimit: 3 });
  const guest = await app.person("guest");
  const buyer = await app.person("viewer");
  const id = idOf(await family.place(guest, family.editionId, { contact: "Some.One+x@gmail.com" }));
  const paid = await family.reserve(buyer, family.editionId);
  const find = async (query: Record<string, string>) =>
    (await list(new URLSearchParams(query).toString())).orders.map((order) => order.id);
  expect(await find({ q: "someone@gmail.com" })).toEqual([id]);
  expect(await find({ q: buyer.email.toUpperCase() })).toEqual([paid]);
  for (const q of [id, orderNumber(id), orderNumber(id).toLowerCase().replace("-", ""), `#${orderNumber(id)}`])
    expect(await find({ q })).toEqual([id]);
  expect(await find({ sku: family.sku.toLowerCase() })).toEqual([paid, id]);
  expect(await find({ sku: family.sku, state: "RESERVED" })).toEqual([paid]);
  expect(await find({ showId: family.showId, state: "HELD" })).toEqual([id]);
  expect(await find({ showId: randomUUID() })).toEqual([]);
  expect(await find({ q: "nobody@example.com" })).toEqual([]);
  expect(await find({ q: "0000-0000" })).toEqual([]);
  expect(await find({ q: "what is this" })).toEqual([]);
  expect((await app.http("GET", "/api/ops/preorders?state=GONE", { cookie: ops.cookie })).status).toBe(422);
  expect((await app.http("GET", "/api/ops/preorders?limit=100000", { cookie: ops.cookie })).status).toBe(422);
});

test("orders are found by the beginning of a name, which is no pattern, and by a payment's reference", async () => {
  const family = await openFamily(app, {});
  const buyer = await app.person("viewer", "Åsa 100%_Lund");
  const id = await family.reserve(buyer, family.editionId);
  const { providerRef } = await app.db.payment.findFirstOrThrow({ where: { preorderId: id } });
  const find = async (q: string) => (await list(new URLSearchParams({ q }).toString())).orders.map((order) => order.id);
  expect(await find("åsa 100%")).toEqual([id]);
  expect(await find("%lund")).toEqual([]);
  expect(await find("_sa")).toEqual([]);
  expect(await find(` ${providerRef} `)).toEqual([id]);
  const operator = requireOperator({ ...ops, role: "ops", isAnonymous: false, emailVerified: true });
  expect(await countOrders(app.made, operator, { q: "åsa" })).toEqual({ count: 1, isMore: false });
});

test("the file holds every order of the filter as it is, in minor units, and no formula", async () => {
  const family = await openFamily(app, { stock: 1100, perPersonLimit: 1 });
  const evil = await app.person("viewer", '=HYPERLINK("http://evil", "x")');
  const buyers = await app.buyers(1050);
  for (let from = 0; from < buyers.length; from += 150)
    await Promise.all(buyers.slice(from, from + 150).map((buyer) => family.place(buyer, family.editionId)));
  const id = await family.reserve(evil, family.editionId);
  const answer = await app.http("GET", `/api/ops/exports/preorders?sku=${family.sku}`, { cookie: ops.cookie });
  expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/);
  const lines = answer.text.trimEnd().split("\r\n");
  expect(lines).toHaveLength(1052);
  const columns =
    "\ufefforder_number,order_id,placed_at,state,sku,product,edition,quantity,currency,total_minor,paid_minor,buyer,contact,show,flagged,shipping_minor,shipping_zone,carrier,parcel_sent_at,parcel_returned_at,gifts";
  expect(lines[0]).toBe(
    `${columns},ship_name,ship_company,ship_street,ship_district,ship_locality,ship_region,ship_postcode,ship_country,ship_phone,tracking`,
  );
  expect(lines[1]).toContain(`${orderNumber(id)},${id},`);
  expect(lines[1]).toContain(`,RESERVED,${family.sku},`);
  expect(lines[1]).toContain(`,CNY,24900,4900,"'=HYPERLINK(""http://evil"", ""x"")",${evil.email},`);
  expect(new Set(lines.slice(1).map((line) => line.split(",")[1])).size).toBe(1051);
  const nothing = await app.http("GET", "/api/ops/exports/preorders?q=nobody@example.com", { cookie: ops.cookie });
  expect(nothing.text.trimEnd().split("\r\n")).toHaveLength(1);
  // Finance learns what was paid, and not where people live.
  const { cookie } = await app.person("finance");
  const sums = await app.http("GET", "/api/ops/exports/preorders?q=nobody@example.com", { cookie });
  expect(sums.text.trimEnd()).toBe(columns);
  const [act] = await app.db.auditLog.findMany({ where: { action: "orders.exported" }, orderBy: { id: "asc" } });
  expect(act).toMatchObject({ actorId: ops.id, after: { sku: family.sku } });
});

test("the record of an order names every ledger entry that it is in, and every move with its time and its hand", async () => {
  const family = await openFamily(app);
  const founders = await family.addEdition();
  const buyer = await app.person("viewer", "Bea Buyer");
  const id = await family.reserve(buyer, family.editionId);
  await family.act(buyer, id, "lock");
  await family.act(buyer, id, "unlock");
  await family.act(buyer, id, "lock");
  await family.act(buyer, id, "unlock");
  const made = idOf(await family.convert(buyer, id, founders));
  const record = await read(id);
  expect(record.history.map(({ kind, by }) => [kind, by])).toEqual([
    ["PLACED", "buyer"],
    ["RESERVED", "buyer"],
    ["LOCKED", "buyer"],
    ["UNLOCKED", "buyer"],
    ["LOCKED", "buyer"],
    ["UNLOCKED", "buyer"],
    ["CONVERTED", "buyer"],
  ]);
  expect(record.history.at(-1)?.actor).toBe("Bea Buyer");
  expect(record.history.map(({ at }) => at)).toEqual(record.history.map(({ at }) => at).toSorted());
  const named = await app.db.ledgerEntry.findMany({ where: { preorderIds: { has: id } }, orderBy: { seq: "asc" } });
  expect(record.ledger.map(({ seq, kind }) => [seq, kind])).toEqual(named.map(({ seq, kind }) => [Number(seq), kind]));
  expect(record.ledger.map(({ kind }) => kind)).toEqual([
    ...["placed", "reserved", "locked", "reserved", "locked", "reserved", "refunded", "cancelled"],
  ]);
  expect((await read(made)).payments).toMatchObject([{ kind: "DEPOSIT", movedFrom: id, amountMinor: 4900 }]);
  expect((await read(made)).history.map(({ kind }) => kind)).toEqual(["PLACED", "RESERVED"]);
  expect((await app.http("GET", `/api/ops/preorders/${randomUUID()}`, { cookie: ops.cookie })).status).toBe(404);
});

async function list(query: string) {
  return orderPage.parse((await app.http("GET", `/api/ops/preorders?${query}`, { cookie: ops.cookie })).body);
}

async function read(id: string) {
  return orderRecord.parse((await app.http("GET", `/api/ops/preorders/${id}`, { cookie: ops.cookie })).body);
}

const idOf = ({ body }: { body: unknown }) => (typeof body === "object" && body && "id" in body ? String(body.id) : "");
