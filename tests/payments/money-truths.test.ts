import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { chargeRequest, findPayment } from "#lib/payments/payment-row.ts";
import type { Order } from "#tests/balances/counter.ts";
import { byStripe, openStripeShop, type StripeShop } from "#tests/payments/stripe-shop.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";

let shop: StripeShop;

beforeAll(async () => {
  shop = await openStripeShop();
});

afterAll(async () => {
  await expectWholeBooks(shop.app.db);
  await shop.stop();
});

test.each(["stripe", "test"] as const)(
  "who pays a deposit with a card kept before has it charged for the balance: %s",
  async (rail) => {
    const before = rail === "stripe" ? await shop.reserve() : await shop.counter.reserve({}, { rail });
    const order = await shop.again(before);
    const paid = await shop.counter.pay(order, { rail, methodId: await shop.methodOf(before) });
    expect(paid.body, paid.text).toMatchObject({ state: "RESERVED" });
    const row = await shop.app.db.preorder.findUniqueOrThrow({ where: { id: order.id } });
    expect(row.methodId).toBe(await shop.methodOf(before));
    await shop.counter.lock(order);
    await shop.tryBalance(order);
    await expect.poll(async () => (await shop.counter.see(order)).balance.state, soon).toBe("paid");
  },
);

test.each([
  ["Stripe was away", () => shop.stripe.setDown(true)],
  ["its answer was lost", () => shop.stripe.loseAnswers(/payment_intents$/)],
])("a hold that ran out while %s is not charged afterwards, not even to be refunded", async (_, breakLine) => {
  const before = await shop.reserve();
  const order = await shop.again(before);
  const methodId = await shop.methodOf(before);
  breakLine();
  expect((await shop.counter.pay(order, { ...byStripe, methodId })).status).toBe(503);
  mendLine();
  await shop.counter.endHold(order);
  await expect.poll(async () => (await shop.counter.see(order)).state, soon).toBe("EXPIRED");
  await shop.counter.letTimePass(order);
  await completePayments(shop.app.made);
  expect(shop.takenOf(order)).toEqual([]);
  const attempts = await shop.app.db.payment.findMany({ where: { preorderId: order.id } });
  expect(attempts).toMatchObject([{ kind: "DEPOSIT", state: "FAILED", failure: "never_charged" }]);
});

test("the balance of an order that was called off while Stripe was away is never charged", async () => {
  const order = await shop.counter.lock(await shop.reserve());
  shop.stripe.setDown(true);
  await shop.tryBalance(order);
  await expect.poll(() => shop.counter.chargesOf(order), soon).toHaveLength(1);
  await shop.asOps("POST", `preorders/${order.id}/cancellation`, { reason: "The mould cracked" });
  mendLine();
  await shop.counter.letTimePass(order);
  await completePayments(shop.app.made);
  await completePayments(shop.app.made);
  expect(shop.takenOf(order).map(({ amount }) => amount)).toEqual([order.depositMinor]);
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
});

test("a card that was left for another one is not charged", async () => {
  const before = await shop.reserve();
  const order = await shop.again(before);
  const methodId = await shop.methodOf(before);
  shop.stripe.loseAnswers(/payment_intents$/);
  expect((await shop.counter.pay(order, { ...byStripe, methodId })).status).toBe(503);
  mendLine();
  expect((await shop.counter.pay(order, byStripe)).body).toMatchObject({ act: "form" });
  shop.stripe.pay(await shop.depositIntent(order));
  await expect.poll(async () => (await shop.counter.see(order)).state, soon).toBe("RESERVED");
  await shop.counter.letTimePass(order);
  await completePayments(shop.app.made);
  expect(shop.takenOf(order)).toHaveLength(1);
});

test("asking Stripe for a charge that it never heard of, or ending it, makes none", async () => {
  const order = await shop.again(await shop.reserve());
  await shop.counter.leaveAttempt(order, "stripe");
  const row = await findPayment(shop.app.made, { preorderId: order.id });
  if (!row) throw new Error("no attempt");
  const rail = shop.app.made.rails.named("stripe");
  expect([await rail.find(chargeRequest(row)), await rail.cancel(chargeRequest(row))]).toEqual([null, null]);
  expect([...shop.stripe.intents.values()].filter(({ metadata }) => metadata.payment === row.id)).toEqual([]);
});

test("a refund that fails months later is booked back, told, alarmed, and sent by hand, never to the dead card again", async () => {
  const order = await cancelled();
  const [refund] = refundsOf(order);
  const calls = shop.refundCalls();
  const alarms = await alarmsOf();
  if (refund) shop.stripe.failRefund(refund, "expired_or_canceled_card");
  await shop.heard();
  for (const _ of [1, 2]) expect((await shop.deliver("refund.failed", refund)).status).toBe(200);
  expect((await shop.deliver("refund.updated", refund)).status).toBe(200);

  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: order.depositMinor });
  const rows = await shop.app.db.payment.findMany({
    where: { preorderId: order.id, kind: "REFUND" },
    orderBy: { attempt: "asc" },
  });
  expect(rows).toMatchObject([
    { rail: "stripe", state: "FAILED", failure: "expired_or_canceled_card" },
    { rail: "manual", failure: "expired_or_canceled_card", amountMinor: BigInt(order.depositMinor) },
  ]);
  expect((await shop.entriesOf(order)).slice(-2)).toEqual(["refunded", "refund_failed"]);
  expect(await alarmsOf()).toBe(alarms + 1);
  expect(await shop.app.db.notice.count({ where: { preorderId: order.id, kind: "refundFailed" } })).toBe(1);
  await shop.counter.letTimePass(order);
  await completePayments(shop.app.made);
  expect(shop.refundCalls(), "the card is not asked again").toBe(calls);
  await expectWholeBooks(shop.app.db);

  const byHand = rows.at(-1);
  const sent = { amountMinor: order.depositMinor, currency: order.currency, note: "IBAN DE00, sent on Monday" };
  expect((await shop.asOps("POST", `payments/${byHand?.id}/confirmation`, sent)).body).toMatchObject({
    state: "CAPTURED",
  });
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await alarmsOf()).toBe(alarms);
  expect((await shop.entriesOf(order)).at(-1)).toBe("refunded");
});

test("a refund that fails because the account was low is tried again at the same card", async () => {
  const order = await cancelled();
  const [refund] = refundsOf(order);
  if (refund) shop.stripe.failRefund(refund, "insufficient_funds");
  await shop.heard();
  expect((await shop.counter.see(order)).paidMinor).toBe(order.depositMinor);
  await shop.app.db
    .$executeRaw`UPDATE payment SET settled_at = settled_at - interval '11 minutes' WHERE preorder_id = ${order.id}::uuid`;
  await completePayments(shop.app.made);
  expect((await shop.counter.see(order)).paidMinor).toBe(0);
  expect(refundsOf(order).map(({ status }) => status)).toEqual(["failed", "succeeded"]);
});

test("a refund made in Stripe's dashboard that fails is owed again, by hand", async () => {
  const order = await shop.reserve();
  const refund = shop.stripe.giveBack(await shop.depositIntent(order));
  await shop.deliver("refund.created", refund);
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  shop.stripe.failRefund(refund, "lost_or_stolen_card");
  await shop.heard();
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: order.depositMinor });
  const { text } = await shop.asOps("GET", "payments/transfers");
  expect(text).toContain(order.id);
});

test("a dispute stops balance, hand-over and refund of its order, moves no unit, and stands on the desk with its deadline", async () => {
  const order = await shop.counter.lock(await shop.reserve());
  const stock = await readStock(shop.app.db, order.editionId);
  const dueBy = Math.floor(Date.now() / 1000) + 7 * 86_400;
  const alarms = await alarmsOf();
  const dispute = shop.stripe.dispute(await shop.depositIntent(order), "product_not_received", dueBy);
  await shop.heard();
  await shop.deliver("charge.dispute.created", dispute);

  expect((await shop.asOps("GET", "payments/disputes")).body).toContainEqual(
    expect.objectContaining({
      ...{ kind: "dispute", reference: dispute.id, reason: "product_not_received", status: "needs_response" },
      ...{ amountMinor: order.depositMinor, currency: order.currency, canDecide: false },
      dueBy: new Date(dueBy * 1000).toISOString(),
      payment: expect.objectContaining({ preorderId: order.id }),
    }),
  );
  expect(await alarmsOf()).toBe(alarms + 1);
  await shop.tryBalance(order);
  expect(await shop.counter.act(order, "balance", byStripe)).toMatchObject({ body: { code: "order_disputed" } });
  expect(shop.takenOf(order).map(({ amount }) => amount)).toEqual([order.depositMinor]);
  await payByHand(order);
  expect((await shop.asOps("POST", `preorders/${order.id}/ready`)).body).toMatchObject({ code: "order_disputed" });
  expect((await shop.counter.see(order)).state).toBe("LOCKED");
  expect(await readStock(shop.app.db, order.editionId)).toEqual(stock);

  const calls = shop.refundCalls();
  await shop.asOps("POST", `preorders/${order.id}/cancellation`, { reason: "You asked your bank" });
  await shop.counter.letTimePass(order);
  await completePayments(shop.app.made);
  expect(shop.refundCalls()).toBe(calls);
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: order.totalMinor });
  shop.stripe.closeDispute(dispute, "won");
  await shop.heard();
  await completePayments(shop.app.made);
  await expect.poll(() => refundsOf(order).map(({ amount }) => amount), soon).toEqual([order.depositMinor]);
  expect((await shop.entriesOf(order)).filter((kind) => kind === "disputed" || kind === "reinstated")).toEqual([
    "disputed",
    "reinstated",
  ]);
  expect(await alarmsOf()).toBe(alarms);
});

test("a lost dispute leaves the books as money that is gone, and the order waits for a person, whatever comes late", async () => {
  const order = await shop.reserve();
  const stock = await readStock(shop.app.db, order.editionId);
  const dispute = shop.stripe.dispute(await shop.depositIntent(order), "fraudulent", 0);
  await shop.heard();
  const { id } = await shop.app.db.dispute.findFirstOrThrow({ where: { reference: dispute.id } });
  const decide = () => shop.asOps("POST", `payments/disputes/${id}/decision`, { note: "Called off by phone" });
  expect((await decide()).body).toMatchObject({ code: "dispute_open" });
  const early = structuredClone(dispute);
  shop.stripe.closeDispute(dispute, "lost");
  await shop.heard();
  await shop.deliver("charge.dispute.closed", dispute);
  await shop.deliver("charge.dispute.updated", early);
  expect(await shop.counter.see(order)).toMatchObject({ state: "RESERVED", paidMinor: 0 });
  expect(await readStock(shop.app.db, order.editionId)).toEqual(stock);
  expect((await shop.entriesOf(order)).slice(-2)).toEqual(["disputed", "lost"]);
  expect(refundsOf(order)).toEqual([]);
  await expectWholeBooks(shop.app.db);
  expect((await decide()).status).toBe(200);
  await shop.asOps("POST", `preorders/${order.id}/cancellation`, { reason: "The bank took it back" });
  await completePayments(shop.app.made);
  expect(refundsOf(order), "the money does not go back twice").toEqual([]);
  expect((await shop.asOps("GET", "payments/disputes")).text).not.toContain(dispute.id);
});

test("an early fraud warning stands on the desk, and a refund now takes it away from the bank", async () => {
  const order = await shop.reserve();
  const warning = shop.stripe.warn(await shop.depositIntent(order));
  await shop.heard();
  expect((await shop.asOps("GET", "payments/disputes")).body).toContainEqual(
    expect.objectContaining({
      kind: "warning",
      reference: warning.id,
      amountMinor: order.depositMinor,
      canDecide: true,
    }),
  );
  await shop.asOps("POST", `preorders/${order.id}/cancellation`, { reason: "The bank warned us" });
  expect(refundsOf(order).map(({ amount }) => amount)).toEqual([order.depositMinor]);
  await shop.deliver("radar.early_fraud_warning.updated", { ...warning, actionable: false });
  expect((await shop.asOps("GET", "payments/disputes")).text).not.toContain(warning.id);
});

test("events of other products of the same Stripe account are told from money of ours that nobody knows", async () => {
  const order = await shop.again(await shop.reserve());
  await shop.counter.pay(order, byStripe);
  const ours = { ...(await shop.depositIntent(order)), status: "succeeded", amount_received: 4900 };
  const named = (id: string, metadata: Record<string, string>) => ({ ...ours, id, metadata });
  const refund = (id: string, payment_intent: string) => ({
    ...{ id, object: "refund", status: "succeeded", amount: 4900, currency: "cny", payment_intent, metadata: {} },
  });
  const lost = named("pi_lost", { payment: randomUUID(), preorder: randomUUID() });
  shop.stripe.intents.set("pi_lost", lost);
  shop.stripe.intents.set("pi_foreign", named("pi_foreign", { payment: "42" }));
  for (const [type, object] of [
    ["payment_intent.succeeded", named("pi_foreign", { payment: "42" })],
    ["payment_intent.succeeded", named("pi_bare", {})],
    ["refund.created", refund("re_foreign", "pi_foreign")],
    ["charge.dispute.created", disputed("du_foreign", "pi_foreign")],
    ["payment_intent.succeeded", lost],
    ["refund.created", refund("re_lost", "pi_lost")],
    ["charge.dispute.created", disputed("du_lost", "pi_lost")],
  ] as const)
    expect((await shop.deliver(type, object)).status).toBe(200);
  const { text, body } = await shop.asOps("GET", "payments/parked");
  expect(text).not.toMatch(/foreign|pi_bare/);
  for (const kind of ["captured", "refunded", "dispute"])
    expect(body).toContainEqual(
      expect.objectContaining({ payment: null, said: expect.objectContaining({ kind, ref: "pi_lost" }) }),
    );
});

test.each([
  ["a last digit that no card takes", { currency: "KWD", priceMinor: 12_505, depositMinor: 1_250 }, "priceMinor"],
  ["a deposit with such a digit", { currency: "KWD", priceMinor: 12_500, depositMinor: 1_251 }, "depositMinor"],
  ["a remainder of thirty cents", { currency: "USD", priceMinor: 10_000, depositMinor: 9_970 }, "depositMinor"],
  ["a price of forty cents", { currency: "USD", priceMinor: 40, depositMinor: 0 }, "priceMinor"],
  ["a price of 49 yen", { currency: "JPY", priceMinor: 49, depositMinor: 0 }, "priceMinor"],
  ["a part of an ariary", { currency: "MGA", priceMinor: 123_450, depositMinor: 0 }, "priceMinor"],
  ["nine digits of dollars", { currency: "USD", priceMinor: 100_000_000, depositMinor: 0 }, "priceMinor"],
  ["money that Stripe does not take", { currency: "GHS", priceMinor: 10_000, depositMinor: 0 }, "currency"],
])("%s is refused when it is typed, in the main price and in a further one", async (_, price, part) => {
  const host = await shop.app.person("host");
  const { editionId } = await shop.app.openEdition({}, host.email);
  const main = { currency: "CNY", priceMinor: 10_000, depositMinor: 1_000 };
  const put = (body: object) =>
    shop.app.http("PUT", `/api/editions/${editionId}/prices`, { cookie: host.cookie, body });
  const before = await shop.app.db.edition.findUniqueOrThrow({ where: { id: editionId } });
  const code = part === "currency" ? "currency_not_chargeable" : "price_not_chargeable";
  expect(await put(price)).toMatchObject({ status: 422, body: { code, field: part, currency: price.currency } });
  const further = await put({ ...main, prices: [price] });
  expect(further).toMatchObject({ status: 422, body: { code, field: `prices.0.${part}` } });
  if (part !== "currency") expect(further.text).toContain("in steps of");
  expect(await shop.app.db.edition.findUniqueOrThrow({ where: { id: editionId } })).toEqual(before);
  expect(await shop.app.db.editionPrice.count({ where: { editionId } })).toBe(0);
});

test("amounts that every rail takes are taken: whole steps, nothing at all, a deposit that is the price", async () => {
  const host = await shop.app.person("host");
  const { editionId } = await shop.app.openEdition({}, host.email);
  for (const [currency, priceMinor, depositMinor] of [
    ...([
      ["KWD", 12_500, 1_250],
      ["USD", 10_000, 9_950],
      ["USD", 50, 50],
      ["CNY", 0, 0],
      ["ISK", 4_901, 901],
    ] as const),
    ...([
      ["UGX", 50_000, 0],
      ["HUF", 1_299_050, 99_050],
      ["IDR", 99_999_900_000, 0],
      ["MGA", 123_400, 0],
    ] as const),
  ]) {
    const body = { currency, priceMinor, depositMinor };
    const answer = await shop.app.http("PUT", `/api/editions/${editionId}/prices`, { cookie: host.cookie, body });
    expect([currency, answer.status, answer.text]).toEqual([currency, 200, expect.anything()]);
  }
});

test("an import names the row and column of an amount that the shop's cards cannot take, also on the dry run", async () => {
  const { cookie } = await shop.app.person("host");
  const raw = [
    "product_slug,product_name,sku,edition_name,price,deposit,currency,price_kwd,deposit_kwd,stock,wave1_capacity,wave1_start,wave1_end",
    "good-lamp,Lamp,GOOD-1,Brass,12.50,1,USD,3.500,0.500,5,5,2027-01-01,2027-02-01",
    "bad-lamp,Lamp,BAD-1,Brass,12.50,12.30,USD,3.500,0.501,5,5,2027-01-01,2027-02-01",
  ].join("\n");
  for (const dryRun of [true, false]) {
    const call = { cookie, raw, headers: { "content-type": "text/csv" } };
    const { text } = await shop.app.http("POST", `/api/catalog/import?dryRun=${dryRun}`, call);
    for (const said of [
      '"row":2,"field":"depositMinor"',
      '"row":2,"field":"deposit_kwd"',
      "steps of 0.010 KWD",
      "from 0.50",
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('"row":1,"field"');
  }
  expect(await shop.app.db.product.count({ where: { slug: { in: ["good-lamp", "bad-lamp"] } } })).toBe(0);
});

test("an amount that Stripe cannot charge is a matter of the shop's: no card is called declined, and the desk is told", async () => {
  const order = await shop.counter.hold({ currency: "KWD", priceMinor: 12_505, depositMinor: 1_251 });
  for (const _ of [1, 2])
    expect(await shop.counter.pay(order, byStripe)).toMatchObject({
      status: 409,
      body: { code: "amount_not_chargeable" },
    });
  expect((await shop.counter.see(order)).state).toBe("HELD");
  const { body } = await shop.asOps("GET", "payments/parked");
  const about = expect.objectContaining({ preorderId: order.id });
  expect(body).toContainEqual(
    expect.objectContaining({ note: expect.stringContaining("steps of 10"), payment: about }),
  );
});

function mendLine() {
  shop.stripe.setDown(false);
  shop.stripe.loseAnswers(null);
}

async function cancelled(): Promise<Order> {
  const order = await shop.reserve();
  await shop.counter.act(order, "cancellation");
  expect(await shop.counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  return order;
}

function refundsOf({ id }: Order) {
  const intents = new Set(
    [...shop.stripe.intents.values()].filter(({ metadata }) => metadata.preorder === id).map((intent) => intent.id),
  );
  return [...shop.stripe.refunds.values()].filter(({ payment_intent }) => intents.has(payment_intent));
}

function disputed(id: string, payment_intent: string) {
  const facts = { amount: 4900, currency: "cny", reason: "general", status: "needs_response" };
  return { id, object: "dispute", payment_intent, ...facts, evidence_details: { due_by: null } };
}

/** The rest arrives by bank transfer, so that nothing but the dispute is in the way. */
async function payByHand({ id, currency }: Order) {
  const { db } = shop.app;
  const [owed] = await db.$queryRaw<{ minor: bigint }[]>`SELECT balance_owed(${id}::uuid) AS minor`;
  const amountMinor = Number(owed?.minor);
  const facts = { preorderId: id, kind: "BALANCE" as const, attempt: 9, rail: "manual", providerRef: randomUUID() };
  const row = await db.payment.create({ data: { ...facts, amountMinor, currency } });
  await shop.asOps("POST", `payments/${row.id}/confirmation`, { amountMinor, currency });
}

async function alarmsOf(): Promise<number> {
  const { db } = shop.app;
  const [parked, byHand, disputes] = await Promise.all([
    db.paymentEvent.count({ where: { status: "parked" } }),
    db.payment.count({ where: { kind: "REFUND", rail: "manual", settledAt: null, failure: { not: null } } }),
    shop.asOps("GET", "payments/disputes"),
  ]);
  return parked + byHand + (Array.isArray(disputes.body) ? disputes.body.length : 0);
}
