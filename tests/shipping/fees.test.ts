import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import type { ShippingZone } from "#lib/shipping/schema.ts";
import { feeOf } from "#lib/shipping/view.ts";
import { fresh, mailboxesOf } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
let owner: Person;
let ops: Person;

const fees = (currency: string, ...steps: [number, number][]) =>
  steps.map(([fromGrams, feeMinor]) => ({ currency, fromGrams, feeMinor }));
const zones: ShippingZone[] = [
  { name: "Home", isRest: false, countries: ["CN"], firstDays: 0, lastDays: 0, fees: fees("CNY", [0, 0]) },
  {
    ...{ name: "Europe", isRest: false, countries: ["DE", "FR"], firstDays: 3, lastDays: 7 },
    fees: [...fees("CNY", [0, 2000], [1000, 3500]), ...fees("USD", [0, 500])],
  },
];
const home = {
  ...{ name: "Jo Doe", phone: "+49 30 901820", country: "DE" },
  ...{ street: "Hafenweg 1", postcode: "10115", locality: "Berlin" },
};

beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
  owner = await app.person("owner");
  ops = await app.person("ops");
  expect((await setZones(zones)).status).toBe(200);
});
afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const setZones = (all: unknown[]) =>
  app.http("PUT", "/api/settings/shipping", { cookie: owner.cookie, body: { zones: all } });

async function ask(editionId: string, wish: object, key: string = randomUUID()) {
  const buyer = await people.account(fresh());
  const again = (change: object = {}) =>
    app.http("POST", "/api/preorders", { cookie: buyer.cookie, key, body: { editionId, ...wish, ...change } });
  return { buyer, answer: await again(), again };
}

const see = async (id: string, cookie: string) =>
  preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);

test("goods and shipping are the total, of the country and the weight, and the tax is in both", async () => {
  const { editionId } = await app.openEdition({ weightGrams: 600, perPersonLimit: 5, taxBp: 1900 });
  const one = preorderReceipt.parse((await ask(editionId, { country: "DE" })).answer.body);
  expect(one).toMatchObject({ unitMinor: 24_900, shippingMinor: 2000, totalMinor: 26_900, country: "DE" });
  expect(one.taxMinor).toBe(4295);
  const two = await ask(editionId, { country: "FR", quantity: 2 });
  expect(two.answer.body).toMatchObject({ shippingMinor: 3500, totalMinor: 53_300 });
  expect((await two.again()).text, "the same again, word for word").toBe(two.answer.text);
  expect((await two.again({ country: "DE" })).body).toMatchObject({ code: "key_reused" });
  const home = await ask(editionId, { country: "CN" });
  expect(home.answer.body).toMatchObject({ shippingMinor: 0, totalMinor: 24_900, country: "CN" });
});

test("where it is not shipped, the country is named before anything is held", async () => {
  const { editionId } = await app.openEdition({
    prices: [{ currency: "JPY", priceMinor: 4000, depositMinor: 0, taxBp: 0 }],
  });
  const refused = async (wish: object) => (await ask(editionId, wish)).answer;
  expect(await refused({})).toMatchObject({ status: 422, body: { code: "country_required", field: "country" } });
  expect(await refused({ country: "BR" })).toMatchObject({
    status: 422,
    body: { code: "not_shipped_there", field: "country" },
  });
  expect(await refused({ country: "DE", currency: "JPY" })).toMatchObject({ body: { code: "not_shipped_there" } });
  expect(await refused({ country: "Germany" })).toMatchObject({ status: 422, body: { field: "country" } });
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(0);
});

test("what is collected or digital costs nothing and asks for no country", async () => {
  for (const delivery of ["collected", "digital"] as const) {
    const { editionId } = await app.openEdition({ delivery });
    expect((await ask(editionId, {})).answer.body).toMatchObject({ shippingMinor: 0, country: null });
    expect((await ask(editionId, { country: "BR" })).answer.body).toMatchObject({ totalMinor: 24_900, country: null });
  }
});

test("the fee is charged with the balance, and the rail has taken what was shown", async () => {
  const { editionId } = await app.openEdition();
  const { buyer, answer } = await ask(editionId, { country: "DE" });
  const { id, totalMinor, depositMinor } = preorderReceipt.parse(answer.body);
  await people.pay(buyer.cookie, id);
  const lock = () => app.http("POST", `/api/preorders/${id}/lock`, { cookie: buyer.cookie });
  expect(await lock()).toMatchObject({ status: 409, body: { code: "address_missing" } });
  expect((await see(id, buyer.cookie)).state, "and nothing was locked").toBe("RESERVED");
  const give = (country: string) =>
    app.http("PUT", `/api/preorders/${id}/address`, { cookie: buyer.cookie, body: { ...home, country } });
  expect(await give("FR")).toMatchObject({ status: 409, body: { code: "country_agreed", field: "country" } });
  expect((await give("DE")).status).toBe(200);
  expect((await lock()).status).toBe(200);
  expect(await see(id, buyer.cookie)).toMatchObject({ balanceMinor: totalMinor - depositMinor, shippingMinor: 2000 });
  await app.http("POST", `/api/preorders/${id}/balance`, { cookie: buyer.cookie, body: {} });
  const paid = await see(id, buyer.cookie);
  expect(paid).toMatchObject({ paidMinor: totalMinor, balanceMinor: 0 });
  const payments = await app.db.payment.findMany({ where: { preorderId: id }, select: { id: true } });
  const paymentId = { in: payments.map((payment) => payment.id) };
  const charges = await app.db.testRailCharge.findMany({ where: { paymentId } });
  expect(charges.reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0)).toBe(26_900);
});

test("an order that is cancelled gets its deposit back as it was", async () => {
  const { editionId, depositMinor } = await app.openEdition();
  const { buyer, answer } = await ask(editionId, { country: "DE" });
  const { id } = preorderReceipt.parse(answer.body);
  await people.pay(buyer.cookie, id);
  await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie: buyer.cookie });
  await expect.poll(async () => (await see(id, buyer.cookie)).paidMinor, { timeout: 15_000 }).toBe(0);
  const back = await app.db.payment.findFirstOrThrow({ where: { preorderId: id, kind: "REFUND" } });
  expect(Number(back.amountMinor)).toBe(depositMinor);
});

test("orders that stand keep their fee and country when the zones change", async () => {
  const { editionId } = await app.openEdition({ stock: 10, perPersonLimit: 5 });
  const { buyer, answer } = await ask(editionId, { country: "DE" });
  const { id } = preorderReceipt.parse(answer.body);
  await setZones([{ ...zones[0], isRest: true }]);
  expect(await see(id, buyer.cookie)).toMatchObject({ shippingMinor: 2000, totalMinor: 26_900, country: "DE" });
  expect((await ask(editionId, { country: "BR" })).answer.body).toMatchObject({ shippingMinor: 0 });
  await expect(app.db.$executeRaw`UPDATE preorder SET country = 'FR' WHERE id = ${id}::uuid`).rejects.toThrow("frozen");
  await setZones([]);
  expect((await ask(editionId, {})).answer.body).toMatchObject({ shippingMinor: 0, country: null });
  await setZones(zones);
  const act = await app.db.auditLog.findFirstOrThrow({
    where: { action: "shipping.changed" },
    orderBy: { id: "desc" },
  });
  expect(act).toMatchObject({ actorId: owner.id, before: { zones: [] } });
});

test("another edition is shipped for its own weight, and shown so before", async () => {
  const { editionId, productId } = await app.openEdition({ weightGrams: 100 });
  const heavy = await app.openEdition({ weightGrams: 5000 });
  await app.db.edition.update({ where: { id: heavy.editionId }, data: { productId } });
  const { buyer, answer } = await ask(editionId, { country: "DE" });
  const { id } = preorderReceipt.parse(answer.body);
  await people.pay(buyer.cookie, id);
  const { cookie } = buyer;
  const quotes = (await app.http("GET", `/api/preorders/${id}/conversions`, { cookie })).body;
  expect(quotes).toMatchObject([
    { editionId: heavy.editionId, shippingMinor: 3500, totalMinor: 28_400, refusal: null },
  ]);
  const [{ window }] = z.tuple([z.object({ window: z.object({ end: z.string() }) })]).parse(quotes);
  const body = { editionId: heavy.editionId, expected: { totalMinor: 28_400, windowEnd: window.end } };
  const made = await app.http("POST", `/api/preorders/${id}/conversion`, { cookie, key: randomUUID(), body });
  expect(made).toMatchObject({ status: 201, body: { shippingMinor: 3500, totalMinor: 28_400, country: "DE" } });
});

test("who waits in a line says where, and is served with the fee", async () => {
  const { editionId } = await app.openEdition({ stock: 1 });
  const first = await ask(editionId, { country: "CN" });
  const waiting = await people.account(fresh());
  const join = (body: object) =>
    app.http("POST", `/api/editions/${editionId}/line`, { cookie: waiting.cookie, key: randomUUID(), body });
  expect(await join({})).toMatchObject({ body: { code: "country_required" } });
  expect(await join({ country: "BR" })).toMatchObject({ body: { code: "not_shipped_there" } });
  expect((await join({ country: "DE" })).status).toBe(201);
  const { id } = preorderReceipt.parse(first.answer.body);
  await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie: first.buyer.cookie });
  const served = () => app.db.preorder.findFirst({ where: { userId: waiting.id } });
  await expect.poll(served).toMatchObject({ country: "DE", shippingMinor: 2000n, totalMinor: 26_900n });
});

test("nothing is handed over that goes to nobody knows where", async () => {
  const { editionId } = await app.openEdition({ priceMinor: 4900, depositMinor: 4900 });
  const { buyer, answer } = await ask(editionId, { country: "CN" });
  const { id } = preorderReceipt.parse(answer.body);
  await people.pay(buyer.cookie, id);
  const china = {
    ...home,
    country: "CN",
    region: "上海市",
    district: "浦东新区",
    postcode: "200120",
    locality: "上海市",
  };
  await app.http("PUT", `/api/preorders/${id}/address`, { cookie: buyer.cookie, body: china });
  await app.http("POST", `/api/preorders/${id}/lock`, { cookie: buyer.cookie });
  const next = await people.account(fresh());
  const body = { email: next.email, reason: "A gift" };
  await app.http("POST", `/api/ops/preorders/${id}/transfer`, { cookie: ops.cookie, body });
  await app.db.$executeRaw`UPDATE preorder SET locked_at = now() - interval '20 minutes' WHERE id = ${id}::uuid`;
  const ready = () => app.http("POST", `/api/ops/preorders/${id}/ready`, { cookie: ops.cookie });
  expect(await ready()).toMatchObject({ status: 409, body: { code: "address_missing" } });
  const given = await app.http("PUT", `/api/preorders/${id}/address`, { cookie: next.cookie, body: china });
  expect(given.status, given.text).toBe(200);
  expect((await ready()).status).toBe(200);
});

test.each([
  [[{ ...zones[0], countries: [] }], "zones.0.countries"],
  [[{ ...zones[0], countries: ["China"] }], "zones.0.countries.0"],
  [[{ ...zones[0], fees: fees("CNY", [500, 100]) }], "zones.0.fees"],
  [[zones[1], { ...zones[0], countries: ["DE"] }], "zones"],
  [
    [
      { ...zones[0], isRest: true },
      { ...zones[1], isRest: true },
    ],
    "zones",
  ],
])("zones that cannot be are refused by name and leave the old ones", async (wrong, field) => {
  expect(await setZones(wrong)).toMatchObject({ status: 422, body: { code: "invalid_body", field } });
  expect((await app.http("GET", "/api/shipping")).body).toEqual({ zones });
});

test("what the sheet reckons is what the database reckons", async () => {
  const { editionId } = await app.openEdition({ weightGrams: 1 });
  for (const country of ["CN", "DE", "BR"])
    for (const currency of ["CNY", "USD", "EUR"])
      for (const grams of [1, 999, 1000]) {
        const [row] = await app.db.$queryRaw<{ fee: bigint | null }[]>`
          SELECT shipping_fee(${editionId}::uuid, ${country}, ${currency}, ${grams}) AS fee`;
        const fee = row?.fee ?? null;
        expect(feeOf(zones, { country, currency, grams }), `${country} ${currency} ${grams}`).toBe(
          fee === null ? null : Number(fee),
        );
      }
});
