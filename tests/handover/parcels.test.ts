import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { preorderView } from "#lib/preorders/schema.ts";
import { fresh, mailboxesOf } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
let ops: Person;
beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
  ops = await app.person("ops");
  const owner = await app.person("owner");
  const zone = { ...{ isRest: true, countries: [] }, fees: [{ currency: "CNY", fromGrams: 0, feeMinor: 700 }] };
  const zones = [{ ...zone, name: "The world" }];
  expect((await app.http("PUT", "/api/settings/shipping", { cookie: owner.cookie, body: { zones } })).status).toBe(200);
});
afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const home = {
  ...{ name: "Jo Doe", phone: "030 901820", country: "DE" },
  ...{ street: "Hafenweg 1", postcode: "10115", locality: "Berlin" },
};
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
const asOps = (method: string, path: string, body?: object) =>
  app.http(method, `/api/ops/preorders/${path}`, { cookie: ops.cookie, ...(body && { body }) });
const mailsOf = async (preorderId: string, kind: string) =>
  (await app.db.notice.findMany({ where: { preorderId, kind }, orderBy: { createdAt: "asc" } })).map(({ facts }) =>
    z.looseObject({ reason: z.string().optional(), tracking: z.string().optional() }).parse(facts),
  );

/** An order whose address is fixed since its delivery is near. */
async function lockedOrder() {
  const buyer = await people.account(fresh());
  const waves = [{ capacity: 9, start: day(2), end: day(9) }];
  const { editionId } = await app.openEdition({ priceMinor: 4900, depositMinor: 4900, stock: 9, waves });
  const { cookie } = buyer;
  const { body } = await app.http("POST", "/api/preorders", {
    ...{ cookie, key: fresh() },
    body: { editionId, country: "DE" },
  });
  const { id } = z.object({ id: z.uuid() }).parse(body);
  await people.pay(cookie, id);
  const give = (change: object = {}) =>
    app.http("PUT", `/api/preorders/${id}/address`, { cookie, body: { ...home, ...change } });
  expect((await give()).status).toBe(200);
  const see = async () => preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
  // The rest is the way, which the balance pays.
  expect((await app.http("POST", `/api/preorders/${id}/lock`, { cookie })).status).toBe(200);
  await app.http("POST", `/api/preorders/${id}/balance`, { cookie, body: {} });
  await app.db.$executeRaw`UPDATE preorder SET locked_at = now() - interval '20 minutes' WHERE id = ${id}::uuid`;
  return { id, give, see, buyer };
}

async function readyOrder() {
  const order = await lockedOrder();
  const ready = await asOps("POST", `${order.id}/ready`);
  expect(ready.status, ready.text).toBe(200);
  return order;
}

test("a parcel is sent, comes back, the buyer puts the address right, and the next one arrives", async () => {
  const { id, give, see } = await readyOrder();
  const sent = { carrier: "DHL", tracking: "0034 1" };
  expect((await asOps("POST", `${id}/parcel`, sent)).body).toMatchObject({ parcel: { ...sent, returnedAt: null } });
  expect((await asOps("POST", `${id}/parcel`, sent)).status, "said again").toBe(200);
  expect(await app.db.parcel.count({ where: { preorderId: id } })).toBe(1);
  expect((await asOps("POST", `${id}/parcel`, { ...sent, tracking: "0034 2" })).status, "put right").toBe(200);
  expect((await mailsOf(id, "parcelSent")).map(({ tracking }) => tracking)).toEqual(["0034 1", "0034 2"]);
  expect((await give({ street: "Hafenweg 2" })).body, "it is on its way").toMatchObject({ code: "address_locked" });

  const why = { reason: "Nobody of that name lives there." };
  for (let n = 0; n < 2; n += 1) expect((await asOps("POST", `${id}/parcel/return`, why)).status).toBe(200);
  expect(await mailsOf(id, "parcelReturned")).toMatchObject([why]);
  const back = await see();
  expect(back).toMatchObject({ state: "READY", canSetAddress: true, parcel: { returnedWhy: why.reason } });
  const listed = await app.http("GET", "/api/ops/preorders?returned=true", { cookie: ops.cookie });
  expect(listed.body).toMatchObject({ orders: [{ id }] });
  const read = await app.person("finance");
  const csv = await app.http("GET", "/api/ops/exports/preorders?returned=true", { cookie: ops.cookie });
  const [head = "", row = ""] = csv.text.trim().split("\r\n");
  const cellOf = (name: string) => row.split(",")[head.split(",").indexOf(name)];
  expect(cellOf("shipping_minor")).toBe("700");
  expect(cellOf("shipping_zone")).toBe("The world");
  expect([cellOf("carrier"), cellOf("tracking")]).toEqual(["DHL", "0034 2"]);
  expect(cellOf("parcel_returned_at")).toBe(back.parcel?.returnedAt);
  const forFinance = await app.http("GET", "/api/ops/exports/preorders", { cookie: read.cookie });
  expect(forFinance.text).toContain(",DHL,");
  expect(forFinance.text, "which says where people live").not.toContain("0034 2");

  expect((await give({ street: "Hafenweg 2" })).status).toBe(200);
  expect((await asOps("POST", `${id}/parcel`, { carrier: "Post" })).status).toBe(200);
  expect(await see()).toMatchObject({ canSetAddress: false, parcel: { carrier: "Post", returnedAt: null } });
  expect((await asOps("POST", `${id}/delivered`)).status).toBe(200);
  expect((await asOps("POST", `${id}/parcel/return`, why)).body).toMatchObject({ code: "wrong_state" });
  const acts = await app.db.auditLog.findMany({ where: { subject: `preorder:${id}` }, orderBy: { id: "asc" } });
  expect(acts.map(({ action }) => action)).toEqual([
    ...["order.addressed", "parcel.sent", "parcel.changed", "parcel.returned", "order.readdressed", "parcel.sent"],
  ]);
});

test("what came back is counted while it waits, and the money goes back with the order", async () => {
  const figures = async () => {
    const page = await app.http("GET", "/api/ops/preorders?returned=true", { cookie: ops.cookie });
    return z.object({ orders: z.array(z.object({ id: z.string() })) }).parse(page.body).orders.length;
  };
  const before = await figures();
  const { id, see } = await readyOrder();
  expect((await asOps("POST", `${id}/parcel/return`, { reason: "?" })).status, "nothing left yet").toBe(409);
  await asOps("POST", `${id}/parcel`, { carrier: "DHL" });
  await asOps("POST", `${id}/parcel/return`, { reason: "Refused" });
  expect(await figures()).toBe(before + 1);
  expect((await asOps("POST", `${id}/cancellation`, { reason: "They want it no more" })).status).toBe(200);
  await expect.poll(async () => (await see()).paidMinor).toBe(0);
  expect(await figures()).toBe(before);
  expect((await asOps("POST", `${id}/parcel`, { carrier: "DHL" })).body).toMatchObject({ code: "wrong_state" });
});

test("two people send one order at the same moment: one parcel", async () => {
  const { id } = await readyOrder();
  const said = await Promise.all(["DHL", "DHL", "Post"].map((carrier) => asOps("POST", `${id}/parcel`, { carrier })));
  expect(said.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await app.db.parcel.count({ where: { preorderId: id } })).toBe(1);
});

test("staff put an address right after its lock, with a reason that the buyer reads and the log keeps", async () => {
  const { id, give, see } = await lockedOrder();
  expect(await see()).toMatchObject({ canSetAddress: false });
  expect((await give({ street: "Hafenweg 2" })).body).toMatchObject({ code: "address_locked" });
  const right = { ...home, street: "Hafenweg 3", reason: "You wrote that it is number 3." };
  const correct = (change: object = {}) => asOps("POST", `${id}/address`, { ...right, ...change });
  expect(await correct({ reason: "" })).toMatchObject({ status: 422, body: { field: "reason" } });
  expect(await correct({ postcode: "1" })).toMatchObject({ status: 422, body: { field: "postcode" } });
  expect(await correct({ country: "FR", postcode: "75001", phone: "+49 30 901820" })).toMatchObject({
    body: { code: "country_agreed" },
  });
  expect(await mailsOf(id, "addressCorrected")).toEqual([]);
  expect((await correct()).status).toBe(200);
  expect((await see()).address).toMatchObject({ street: "Hafenweg 3" });
  expect(await mailsOf(id, "addressCorrected")).toMatchObject([{ reason: right.reason }]);
  const act = await app.db.auditLog.findFirst({ where: { subject: `preorder:${id}`, actorId: ops.id } });
  expect(act).toMatchObject({ action: "order.address_corrected", after: { reason: right.reason } });
  expect(JSON.stringify(act?.after)).not.toContain("Hafenweg");
});

test("the figures say what left in thirty days, what came back, and what waits", async () => {
  const rows = await app.db.parcel.findMany({ include: { preorder: { select: { state: true } } } });
  const back = rows.filter(({ returnedAt }) => returnedAt);
  const onTheirWay = new Set(rows.filter(({ returnedAt }) => !returnedAt).map(({ preorderId }) => preorderId));
  const waiting = back.filter(({ preorderId, preorder }) => preorder.state === "READY" && !onTheirWay.has(preorderId));
  const figures = await app.http("GET", "/api/ops/parcels", { cookie: ops.cookie });
  expect(figures.body).toEqual({ sent: rows.length, returned: back.length, waiting: waiting.length });
  expect(back.length).toBeGreaterThan(0);
});
