import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { notifyBuyers } from "#lib/preorders/notify-buyers.ts";
import { depositAnswer } from "#lib/preorders/schema.ts";
import { type Bought, openStall, type Stall } from "#tests/baskets/stall.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { type StripeCounterpart, startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_counterpart", webhookSecret: "whsec_counterpart" };
let app: App;
let stall: Stall;
let stripe: StripeCounterpart;

beforeAll(async () => {
  stripe = await startStripeCounterpart(keys);
  app = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_PUBLISHABLE_KEY: "pk_test_counterpart",
    STRIPE_API_BASE: stripe.url,
  });
  stall = openStall(app);
});

afterEach(() => expectWholeBooks(app.db));

afterAll(async () => {
  await app.stop();
  await stripe.stop();
});

test("one intent for the sum, kept for the rest; its word comes twice and at once, and each order is reserved once", async () => {
  const bought = await stall.buy(await stall.shelf({ depositMinor: 4900 }, { depositMinor: 700, priceMinor: 700 }, {}));
  const [first, second] = await Promise.all([open(bought), open(bought)]);
  const { lead, shares } = await stall.chargeOf(bought);
  const intent = stripe.intentOf(lead.id);
  expect([first.clientSecret, second.clientSecret]).toEqual([intent.client_secret, intent.client_secret]);
  expect(intent).toMatchObject({ amount: 10_500, setup_future_usage: "off_session", metadata: { payment: lead.id } });
  expect([lead.chargeMinor, shares.length]).toEqual([10_500n, 2]);
  stripe.pay(intent);
  await Promise.all([deliver("payment_intent.succeeded", intent), deliver("payment_intent.succeeded", intent)]);
  await deliver("payment_intent.processing", intent);
  const orders = await stall.see(bought);
  expect(orders.map(({ state, paidMinor }) => [state, paidMinor])).toEqual([
    ["RESERVED", 4900],
    ["RESERVED", 700],
    ["RESERVED", 4900],
  ]);
  expect(
    orders.map(({ balance }) => balance.method !== null),
    "charged for the rest",
  ).toEqual([true, true, true]);
  const entries = await app.db.$queryRaw<object[]>`
    SELECT 1 FROM ledger_entry WHERE kind = 'reserved' AND preorder_ids && ${bought.ids}::uuid[]`;
  expect(entries).toHaveLength(3);

  await notifyBuyers(app.made);
  const notices = await app.db.notice.findMany({ where: { preorderId: { in: bought.ids } } });
  expect(
    notices.map(({ kind }) => kind),
    "one mail for all",
  ).toEqual(["basketReserved"]);
  expect(notices[0]?.facts).toMatchObject({ paidMinor: 10_500, others: [{}, {}] });
});

test("a line that its buyer gave up before the capture is not asked for any more", async () => {
  const bought = await stall.buy(await stall.shelf({}, { depositMinor: 100 }));
  await open(bought);
  const { lead: old } = await stall.chargeOf(bought);
  expect((await stall.cancel(bought, bought.ids[1])).status).toBe(200);
  await open(bought);
  const { lead, shares } = await stall.chargeOf(bought);
  expect(stripe.intentOf(old.id).status).toBe("canceled");
  expect([stripe.intentOf(lead.id).amount, lead.chargeMinor, shares]).toEqual([4900, null, []]);
  await deliver("payment_intent.succeeded", stripe.pay(stripe.intentOf(lead.id)));
  expect(await stall.statesOf(bought)).toEqual(["RESERVED", "CANCELLED"]);
  expect(refundsOf(lead.id)).toEqual([]);
});

test("nobody asks again: the completer ends the intent that asks for too much, and the rest can still be paid", async () => {
  const bought = await stall.buy(await stall.shelf({}, {}));
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  await stall.cancel(bought, bought.ids[0]);
  await app.db.$executeRaw`UPDATE payment SET check_after = now() WHERE id = ${lead.id}::uuid`;
  await completePayments(app.made);
  expect(stripe.intentOf(lead.id).status).toBe("canceled");
  expect((await stall.paymentsOf(bought)).map(({ state }) => state)).toEqual(["FAILED", "FAILED"]);
  await open({ ...bought, ids: bought.ids.slice(1) });
  const next = await stall.chargeOf(bought);
  await deliver("payment_intent.succeeded", stripe.pay(stripe.intentOf(next.lead.id)));
  expect(await stall.statesOf(bought)).toEqual(["CANCELLED", "RESERVED"]);
});

test("what was captured for a line that ended meanwhile goes back, and the others stand", async () => {
  const bought = await stall.buy(await stall.shelf({}, { depositMinor: 100, holdSeconds: 60 }, { depositMinor: 300 }));
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  const intent = stripe.pay(stripe.intentOf(lead.id));
  await stall.cancel(bought, bought.ids[0]);
  await app.db
    .$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE id = ${bought.ids[1]}::uuid`;
  await expireHolds(app.made);
  await deliver("payment_intent.succeeded", intent);
  await deliver("payment_intent.succeeded", intent);
  expect((await stall.see(bought)).map(({ state, paidMinor }) => [state, paidMinor])).toEqual([
    ["CANCELLED", 0],
    ["EXPIRED", 0],
    ["RESERVED", 300],
  ]);
  expect(
    refundsOf(lead.id)
      .map(({ amount }) => amount)
      .sort(),
  ).toEqual([100, 4900]);
});

test("one order is given back by its buyer, one in Stripe's dashboard, the rest there; a part that fits none waits for a person", async () => {
  const editions = await stall.shelf(
    { depositMinor: 4900 },
    { depositMinor: 100 },
    { depositMinor: 300 },
    { depositMinor: 500 },
  );
  const bought = await stall.buy(editions);
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  const intent = stripe.intentOf(lead.id);
  await deliver("payment_intent.succeeded", stripe.pay(intent));
  await stall.cancel(bought, bought.ids[0]);
  expect(refundsOf(lead.id)).toMatchObject([{ amount: 4900, status: "succeeded" }]);
  await deliver("refund.created", refundsOf(lead.id)[0]);
  expect(await stall.statesOf(bought)).toEqual(["CANCELLED", "RESERVED", "RESERVED", "RESERVED"]);

  await deliver("refund.created", stripe.giveBack(intent, 100));
  expect(await stall.statesOf(bought)).toEqual(["CANCELLED", "CANCELLED", "RESERVED", "RESERVED"]);
  const odd = stripe.giveBack(intent, 1);
  await deliver("refund.created", odd);
  const parked = await app.db.paymentEvent.findFirstOrThrow({ where: { status: "parked" } });
  expect(parked.note).toContain("no order holds that much");
  stripe.refunds.delete(odd.id);

  const rest = stripe.giveBack(intent, 800);
  await Promise.all([deliver("refund.created", rest), deliver("refund.updated", rest)]);
  expect((await stall.see(bought)).map(({ state, paidMinor }) => [state, paidMinor])).toEqual(
    [0, 1, 2, 3].map(() => ["CANCELLED", 0]),
  );
  for (const { editionId } of editions) expect((await readStock(app.db, editionId)).available).toBe(500);
});

test("a refund told of before its capture ends every order, and the capture changes nothing", async () => {
  const bought = await stall.buy(await stall.shelf({}, { depositMinor: 100 }));
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  const intent = stripe.pay(stripe.intentOf(lead.id));
  const refund = stripe.giveBack(intent);
  await deliver("refund.created", refund);
  await deliver("payment_intent.succeeded", intent);
  expect((await stall.see(bought)).map(({ state, paidMinor }) => [state, paidMinor])).toEqual([
    ["CANCELLED", 0],
    ["CANCELLED", 0],
  ]);
  await deliver("refund.failed", Object.assign(refund, { status: "failed", failure_reason: "unknown" }));
  expect(
    (await stall.see(bought)).map(({ paidMinor }) => paidMinor),
    "it did not arrive",
  ).toEqual([4900, 100]);
});

test("a dispute of the one charge stops every order; lost, each has lost its part; won after all, each has it again", async () => {
  const bought = await stall.buy(await stall.shelf({}, { depositMinor: 100 }));
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  await deliver("payment_intent.succeeded", stripe.pay(stripe.intentOf(lead.id)));
  const dispute = stripe.dispute(stripe.intentOf(lead.id), "fraudulent", 0);
  await deliver("charge.dispute.created", dispute);
  for (const id of bought.ids) {
    await stall.cancel(bought, id);
    expect((await app.db.payment.findMany({ where: { preorderId: id, kind: "REFUND" } })).length, "not twice").toBe(0);
  }
  stripe.closeDispute(dispute, "lost");
  await deliver("charge.dispute.closed", dispute);
  expect((await stall.see(bought)).map(({ paidMinor }) => paidMinor)).toEqual([0, 0]);
  const desk = await asOps("GET", "payments/disputes");
  expect(desk.body).toContainEqual(expect.objectContaining({ amountMinor: 5000, canDecide: true }));
  await deliver("charge.dispute.closed", stripe.closeDispute(dispute, "won"));
  expect((await stall.see(bought)).map(({ paidMinor, state }) => [paidMinor, state])).toEqual([
    [4900, "CANCELLED"],
    [100, "CANCELLED"],
  ]);
  await app.db
    .$executeRaw`UPDATE payment SET settled_at = settled_at - interval '11 minutes' WHERE failure = 'dispute_won'`;
  await completePayments(app.made);
  expect(
    refundsOf(lead.id)
      .map(({ amount }) => amount)
      .sort(),
    "now it goes back",
  ).toEqual([100, 4900]);
});

test("a server that dies between the orders of one charge leaves none half paid", async () => {
  const bought = await stall.buy(await stall.shelf({}, {}, {}));
  await open(bought);
  const { lead, shares } = await stall.chargeOf(bought);
  const intent = stripe.pay(stripe.intentOf(lead.id));
  const [share] = shares;
  const order = await app.db.preorder.findUniqueOrThrow({ where: { id: share?.preorderId ?? "" } });
  const captured = { paymentId: share?.id ?? "", preorderId: order.id, ref: intent.id, kept: null };
  await app.made.engine.deposits.submit(order.editionId, captured);
  expect((await stall.statesOf(bought)).toSorted()).toEqual(["HELD", "HELD", "RESERVED"]);
  await app.db.$executeRaw`UPDATE payment SET check_after = now() WHERE id = ${lead.id}::uuid`;
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  expect(await stall.statesOf(bought)).toEqual(["RESERVED", "RESERVED", "RESERVED"]);
  expect(refundsOf(lead.id)).toEqual([]);
});

test("another sum than was asked for is parked, and a declined card ends the attempt of all", async () => {
  const bought = await stall.buy(await stall.shelf({}, {}));
  await open(bought);
  const first = (await stall.chargeOf(bought)).lead;
  await deliver("payment_intent.payment_failed", stripe.decline(stripe.intentOf(first.id)));
  expect((await stall.paymentsOf(bought)).map(({ state }) => state)).toEqual(["FAILED", "FAILED"]);
  await open(bought);
  const { lead } = await stall.chargeOf(bought);
  const intent = stripe.pay(stripe.intentOf(lead.id));
  await deliver("payment_intent.succeeded", { ...intent, amount_received: 4900 });
  expect(await stall.statesOf(bought)).toEqual(["HELD", "HELD"]);
  const parked = await app.db.paymentEvent.findFirstOrThrow({ where: { paymentId: lead.id } });
  expect(parked.note).toBe("asked for 9800 CNY, the rail says 4900 CNY");
});

async function open(bought: Pick<Bought, "cookie" | "ids">) {
  const answer = await stall.pay(bought, { rail: "stripe" });
  expect(answer.status, answer.text).toBe(200);
  return depositAnswer.parse(answer.body);
}

async function asOps(method: string, path: string) {
  const ops = await app.person("ops");
  return app.http(method, `/api/ops/${path}`, { cookie: ops.cookie });
}

function deliver(type: string, object: unknown) {
  const { raw, headers } = stripe.deliver(type, object);
  return app.http("POST", "/api/payments/webhooks/stripe", { raw, headers });
}

function refundsOf(paymentId: string) {
  const intent = stripe.intentOf(paymentId);
  return [...stripe.refunds.values()].filter(({ payment_intent }) => payment_intent === intent.id);
}
