import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { remindMissing } from "#lib/order-addresses/remind-missing.ts";
import { fresh, mailboxesOf, password } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
});
afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const home = {
  ...{ name: "Jo Doe", phone: "030 901820", country: "DE" },
  ...{ street: "Hafenweg 1", postcode: "10115", locality: "Berlin" },
};
const kept = { ...home, phone: "+49 30 901820", company: "", district: "", region: "" };
const saved = z.array(z.object({ id: z.uuid() }));

type Wanted = Parameters<App["openEdition"]>[0];

async function paidOrder(wanted: Wanted = {}) {
  const buyer = await people.account(fresh());
  const thing = await app.openEdition(wanted);
  const id = await people.order(buyer.cookie, thing.editionId);
  await people.pay(buyer.cookie, id);
  return { ...thing, id, buyer, cookie: buyer.cookie };
}

const give = (id: string, cookie: string, body: object = home) =>
  app.http("PUT", `/api/preorders/${id}/address`, { cookie, body });
const see = async (id: string, cookie: string) => (await app.http("GET", `/api/preorders/${id}`, { cookie })).body;

/** A window that begins in so many days. */
function wave(days: number) {
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  return { waves: [{ capacity: 10, start: day(days), end: day(days + 9) }], stock: 10, perPersonLimit: 10 };
}

test("a buyer says where a paid order goes, changes it, and keeps it for the next order", async () => {
  const order = await paidOrder(wave(30));
  expect(await see(order.id, order.cookie)).toMatchObject({ hasAddress: false, canSetAddress: true });
  const wrong = await give(order.id, order.cookie, { ...home, postcode: "1" });
  expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_body", field: "postcode" } });
  const noPhone = await give(order.id, order.cookie, { ...home, phone: "12" });
  expect(noPhone).toMatchObject({ status: 422, body: { code: "phone_invalid", field: "phone" } });
  expect(await app.db.orderAddress.count({ where: { preorderId: order.id } })).toBe(0);

  expect((await give(order.id, order.cookie, { ...home, region: "typed before", keep: true })).status).toBe(200);
  expect(await see(order.id, order.cookie)).toMatchObject({ address: kept, canSetAddress: true });
  expect((await give(order.id, order.cookie, { ...home, street: "Hafenweg 2", keep: true })).status).toBe(200);
  expect((await give(order.id, order.cookie, { ...home, keep: true })).status).toBe(200);
  const mine = await app.http("GET", "/api/me/addresses", { cookie: order.cookie });
  expect(mine.body).toMatchObject([{ street: "Hafenweg 1" }, { street: "Hafenweg 2" }]);
  const { id } = saved.parse(mine.body)[0] ?? { id: "" };
  expect((await app.http("DELETE", `/api/me/addresses/${id}`, { cookie: order.cookie })).status).toBe(200);
  expect(await see(order.id, order.cookie), "the order keeps it").toMatchObject({ address: kept });
  const acts = await app.db.auditLog.findMany({ where: { subject: `preorder:${order.id}` } });
  expect(acts.map(({ action }) => action)).toEqual(["order.addressed", "order.readdressed", "order.readdressed"]);
  expect(JSON.stringify(acts.map(({ after }) => after)), "the log never says where").not.toContain("Hafenweg");
});

test("nothing is asked before the deposit, and nothing of what is collected or digital", async () => {
  const buyer = await people.account(fresh());
  const held = await people.order(buyer.cookie, (await app.openEdition()).editionId);
  expect((await give(held, buyer.cookie)).body).toMatchObject({ code: "address_locked" });
  for (const delivery of ["collected", "digital"] as const) {
    const order = await paidOrder({ delivery });
    expect(await see(order.id, order.cookie)).toMatchObject({ delivery, canSetAddress: false });
    expect(await give(order.id, order.cookie)).toMatchObject({ status: 409, body: { code: "address_not_asked" } });
  }
});

test("near delivery an address stays as it is, one that is missing is still taken", async () => {
  const order = await paidOrder({ ...wave(10), addressLockDays: 14 });
  expect((await give(order.id, order.cookie)).status).toBe(200);
  expect(await see(order.id, order.cookie)).toMatchObject({ canSetAddress: false });
  const again = await give(order.id, order.cookie, { ...home, street: "Elsewhere 2" });
  expect(again).toMatchObject({ status: 409, body: { code: "address_locked" } });
  await app.db.edition.update({ where: { id: order.editionId }, data: { addressLockDays: 3 } });
  expect((await give(order.id, order.cookie, { ...home, street: "Elsewhere 2" })).status).toBe(200);
});

test("a mail's link gives an address where there is none, and neither reads nor changes one", async () => {
  const guest = await people.guest();
  const { editionId } = await app.openEdition();
  const contact = fresh();
  const id = await people.order(guest.cookie, editionId, contact);
  await people.pay(guest.cookie, id);
  const key = new URL(app.made.orderLinks.to({ id, contact })).searchParams.get("key") ?? "";
  const byLink = (body: object) =>
    app.http("PUT", `/api/preorders/${id}/address?key=${encodeURIComponent(key)}`, { body });
  const given = await byLink({ ...home, keep: true });
  expect(given).toMatchObject({ status: 200, body: { hasAddress: true, address: null, canSetAddress: false } });
  expect(given.text).not.toContain("Hafenweg");
  expect(await byLink({ ...home, street: "Thief 1" })).toMatchObject({ status: 409, body: { code: "address_locked" } });
  expect(await see(id, guest.cookie), "the guest's own session does").toMatchObject({ address: kept });
  expect((await give(id, guest.cookie, { ...home, street: "Hafenweg 3" })).status).toBe(200);
  expect(await app.db.savedAddress.count({ where: { userId: guest.id } }), "a guest keeps none").toBe(0);
});

test("operations see where orders go and who lacks an address, finance sees neither street nor phone", async () => {
  const given = await paidOrder(wave(30));
  await give(given.id, given.cookie);
  const lacking = await paidOrder();
  const collected = await paidOrder({ delivery: "collected" });
  const [ops, finance] = [await app.person("ops"), await app.person("finance")];
  const record = async (id: string, cookie: string) =>
    (await app.http("GET", `/api/ops/preorders/${id}`, { cookie })).text;
  expect(await record(given.id, ops.cookie)).toContain("Hafenweg 1");
  const hidden = await record(given.id, finance.cookie);
  expect(hidden).toContain('"hasAddress":true');
  expect([hidden.includes("Hafenweg"), hidden.includes("901820")]).toEqual([false, false]);
  const list = await app.http("GET", "/api/ops/preorders?unaddressed=true&limit=200", { cookie: ops.cookie });
  const ids = z
    .object({ orders: saved })
    .parse(list.body)
    .orders.map(({ id }) => id);
  expect(ids).toContain(lacking.id);
  expect([ids.includes(given.id), ids.includes(collected.id)]).toEqual([false, false]);
  const exported = async (cookie: string) =>
    (await app.http("GET", `/api/ops/exports/preorders?sku=${given.sku}`, { cookie })).text;
  expect(await exported(ops.cookie)).toContain(",Jo Doe,,Hafenweg 1,,Berlin,,10115,DE,'+49 30 901820");
  expect(await exported(finance.cookie)).not.toContain("Hafenweg");
});

test("who is given an order never learns where the one before lives, and is asked anew", async () => {
  const order = await paidOrder(wave(30));
  await give(order.id, order.cookie);
  const [ops, next] = [await app.person("ops"), await people.account(fresh())];
  const body = { email: next.email, reason: "A gift" };
  expect((await app.http("POST", `/api/ops/preorders/${order.id}/transfer`, { cookie: ops.cookie, body })).status).toBe(
    200,
  );
  expect(await see(order.id, next.cookie)).toMatchObject({ hasAddress: false, address: null, canSetAddress: true });
  expect(await app.db.orderAddress.count({ where: { preorderId: order.id } })).toBe(0);
});

test("a product that somebody ordered keeps its way to them", async () => {
  const host = await app.person("host");
  const { productId, editionId } = await app.openEdition({}, host.email);
  const change = (delivery: string) =>
    app.http("PATCH", `/api/products/${productId}`, { cookie: host.cookie, body: { delivery } });
  expect((await change("collected")).status).toBe(200);
  expect((await change("shipped")).status).toBe(200);
  const buyer = await people.account(fresh());
  const id = await people.order(buyer.cookie, editionId);
  expect(await change("digital")).toMatchObject({
    status: 409,
    body: { code: "delivery_promised", field: "delivery" },
  });
  await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie: buyer.cookie });
  expect((await change("digital")).status).toBe(200);
});

test("who said nothing is reminded once as the lock comes near", async () => {
  const near = await paidOrder(wave(20));
  const far = await paidOrder(wave(60));
  const given = await paidOrder(wave(20));
  await give(given.id, given.cookie);
  const all = [near.id, far.id, given.id];
  const told = () => app.db.notice.findMany({ where: { kind: "addressMissing", preorderId: { in: all } } });
  await remindMissing(app.made);
  expect(await told(), "on its first day nobody is pressed").toEqual([]);
  await app.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '25 hours' WHERE id = ANY (${all}::uuid[])`;
  await remindMissing(app.made);
  await remindMissing(app.made);
  expect((await told()).map(({ preorderId }) => preorderId)).toEqual([near.id]);
});

test("an export holds every address, and erasing an account leaves only those of orders that are still to come", async () => {
  const order = await paidOrder(wave(30));
  const { cookie, buyer, id } = order;
  await give(id, cookie, { ...home, keep: true });
  const zip = await fetch(`${app.url}/api/me/export`, { headers: { cookie } });
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const text = (name: string) => Buffer.from(files[name] ?? []).toString();
  expect([text("addresses.csv"), text("order-addresses.json")].every((each) => each.includes("Hafenweg 1"))).toBe(true);
  expect((await app.http("GET", "/api/me/erasure", { cookie })).body).toMatchObject({ addresses: 1, open: 1 });
  expect((await app.http("POST", "/api/me/erasure", { cookie, body: { password } })).status).toBe(200);
  expect(await app.db.savedAddress.count({ where: { userId: buyer.id } })).toBe(0);
  expect(await app.db.orderAddress.count({ where: { preorderId: id } }), "it is still to be sent").toBe(1);
  const ops = await app.person("ops");
  await app.http("POST", `/api/ops/preorders/${id}/cancellation`, { cookie: ops.cookie, body: { reason: "Over" } });
  await expect
    .poll(async () => (await app.db.preorder.findUniqueOrThrow({ where: { id } })).paidMinor, { timeout: 15_000 })
    .toBe(0n);
  await app.db.$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '11 minutes' WHERE id = ${id}::uuid`;
  await app.db.$executeRaw`UPDATE erasure SET next_at = now() WHERE user_id = ${buyer.id}::uuid`;
  await expect.poll(() => app.db.orderAddress.count({ where: { preorderId: id } }), { timeout: 20_000 }).toBe(0);
});
