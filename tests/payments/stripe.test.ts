import { afterAll, beforeAll, expect, test } from "vitest";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { depositAnswer } from "#lib/preorders/schema.ts";
import { type Held, openTill, type Till } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";
import { type StripeCounterpart, startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_counterpart", webhookSecret: "whsec_counterpart" };
let app: App;
let till: Till;
let stripe: StripeCounterpart;

beforeAll(async () => {
  stripe = await startStripeCounterpart(keys);
  app = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_PUBLISHABLE_KEY: "pk_test_counterpart",
    STRIPE_API_BASE: stripe.url,
  });
  till = openTill(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
  await stripe.stop();
});

const now = () => Math.floor(Date.now() / 1000);

test("a shop with Stripe's keys offers it first, with the key of the browser's form and never the secret one", async () => {
  const { body, text } = await app.http("GET", "/api/payments/rails");
  expect(body).toEqual([
    { name: "stripe", instructions: null, publishableKey: "pk_test_counterpart" },
    { name: "test", instructions: null, publishableKey: null },
  ]);
  expect(text).not.toContain(keys.secretKey);
});

test("a deposit opens one intent that keeps the method for the balance, and the webhook reserves", async () => {
  const order = await till.hold();
  const [first, second] = await Promise.all([open(order), open(order)]);
  const { payment, intent } = await intentOf(order);
  expect([first.clientSecret, second.clientSecret]).toEqual([intent.client_secret, intent.client_secret]);
  expect(intent).toMatchObject({
    amount: order.depositMinor,
    currency: "cny",
    setup_future_usage: "off_session",
    customer: expect.stringMatching(/^cus_/),
    metadata: { payment: payment.id, preorder: order.id },
  });
  const made = stripe.calls.filter(({ path, key }) => path === "/v1/payment_intents" && key?.startsWith(order.id));
  expect(new Set(made.map(({ key }) => key))).toEqual(new Set([`${order.id}:deposit:1`]));
  expect(made[0]?.fields["automatic_payment_methods[enabled]"]).toBe("true");

  stripe.pay(intent);
  expect((await deliver("payment_intent.succeeded", intent)).status).toBe(200);
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
});

test("a webhook that Stripe did not sign, or signed long ago, is refused and writes nothing", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  const { raw, headers } = stripe.deliver("payment_intent.succeeded", stripe.pay(intent));
  const old = stripe.deliver("payment_intent.succeeded", intent, now() - 301);
  const answers = [
    await post(raw.replace(`"amount": ${intent.amount}`, `"amount": 1`), headers),
    await post(raw, { "stripe-signature": stripe.sign(raw, now()).replace(/v1=../, "v1=zz") }),
    await post(raw, {}),
    await post(old.raw, old.headers),
    await post("not json", { "stripe-signature": stripe.sign("not json", now()) }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect(
    await app.db.paymentEvent.count({ where: { rail: "stripe", body: { path: ["ref"], equals: intent.id } } }),
  ).toBe(0);
  expect((await till.see(order)).state).toBe("HELD");
  expect((await post(raw, headers)).status).toBe(200);
  expect((await till.see(order)).state).toBe("RESERVED");
});

test("a declined card ends its intent, and the next try has one of its own", async () => {
  const order = await till.hold();
  await open(order);
  const { intent: declined } = await intentOf(order);
  expect((await deliver("payment_intent.payment_failed", stripe.decline(declined))).status).toBe(200);
  expect(declined.status, "nobody can pay it any more").toBe("canceled");
  expect(await till.see(order)).toMatchObject({ state: "HELD", payments: [{ state: "FAILED" }] });
  await open(order);
  const { intent } = await intentOf(order);
  expect(intent.id).not.toBe(declined.id);
  await deliver("payment_intent.succeeded", stripe.pay(intent));
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
});

test("an intent whose answer was lost is the same when the buyer asks again, and is completed once without its webhook", async () => {
  const order = await till.hold();
  stripe.loseAnswers(/payment_intents$/);
  expect(await till.pay(order, { rail: "stripe" })).toMatchObject({ status: 503 });
  stripe.loseAnswers(null);
  await till.letTimePass(order);
  await completePayments(app.made);
  await open(order);
  const { payment, intent } = await intentOf(order);
  stripe.pay(intent);
  await till.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  expect([...stripe.intents.values()].filter(({ metadata }) => metadata.payment === payment.id)).toHaveLength(1);
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: order.depositMinor });
});

test("while Stripe is away the units stay held, and the charge goes on when it is back", async () => {
  const order = await till.hold();
  stripe.setDown(true);
  expect(await till.pay(order, { rail: "stripe" })).toMatchObject({
    status: 503,
    body: { code: "payment_unavailable", retryAfter: 5 },
  });
  stripe.setDown(false);
  expect((await open(order)).clientSecret).toContain("_secret");
  expect(await app.db.payment.count({ where: { preorderId: order.id } })).toBe(1);
});

test("money that comes after the hold goes back, also when Stripe is away at first", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  await till.endHold(order);
  await expect.poll(async () => (await till.see(order)).state, soon).toBe("EXPIRED");
  const { raw, headers } = stripe.deliver("payment_intent.succeeded", stripe.pay(intent));
  stripe.setDown(true);
  expect((await post(raw, headers)).status).toBe(200);
  stripe.setDown(false);
  expect(await till.see(order)).toMatchObject({ state: "EXPIRED", paidMinor: order.depositMinor });
  const owed = await app.db.payment.findFirstOrThrow({ where: { preorderId: order.id, kind: "REFUND" } });
  expect(owed.checkAfter.getTime() - Date.now(), "well inside a minute").toBeLessThan(15_000);
  await till.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  expect(await till.see(order)).toMatchObject({ state: "EXPIRED", paidMinor: 0 });
  expect(refundsOf(intent.id)).toEqual([expect.objectContaining({ amount: order.depositMinor, status: "succeeded" })]);
});

test("a hold that ends with nothing paid ends its intent too", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  await till.endHold(order);
  await expect.poll(async () => (await till.see(order)).state, soon).toBe("EXPIRED");
  await till.letTimePass(order);
  await completePayments(app.made);
  expect(intent.status).toBe("canceled");
  expect(await till.see(order)).toMatchObject({ payments: [{ state: "FAILED" }] });
});

test("a refund that Stripe carries out later is recorded when it says so", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  await deliver("payment_intent.succeeded", stripe.pay(intent));
  stripe.holdRefunds("pending");
  await app.http("POST", `/api/preorders/${order.id}/cancellation`, { cookie: order.cookie });
  stripe.holdRefunds("succeeded");
  expect(await till.see(order)).toMatchObject({
    state: "CANCELLED",
    paidMinor: order.depositMinor,
    payments: [{ state: "CAPTURED" }, { kind: "REFUND", state: "PENDING" }],
  });
  const [refund] = refundsOf(intent.id);
  await deliver("refund.updated", Object.assign(refund ?? {}, { status: "succeeded" }));
  await deliver("refund.updated", refund);
  expect(await till.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
});

test("what the seller gives back in Stripe's dashboard ends the order and frees its unit", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  await deliver("payment_intent.succeeded", stripe.pay(intent));
  await deliver("refund.created", stripe.giveBack(intent));
  expect(await till.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await readStock(app.db, order.editionId)).toEqual({ available: 500, held: 0, sold: 0 });
});

test("a capture of another amount is parked, by webhook and by the completer", async () => {
  const order = await till.hold();
  await open(order);
  const { intent } = await intentOf(order);
  stripe.pay(intent);
  intent.amount_received -= 1;
  await till.letTimePass(order);
  await completePayments(app.made);
  await deliver("payment_intent.succeeded", intent);
  expect(await till.see(order)).toMatchObject({ state: "HELD", paidMinor: 0, payments: [{ state: "PENDING" }] });
  const ops = await app.person("ops");
  const { text } = await app.http("GET", "/api/ops/payments/parked", { cookie: ops.cookie });
  expect(text.split(`asked for ${order.depositMinor} CNY, the rail says ${order.depositMinor - 1} CNY`)).toHaveLength(
    3,
  );
});

test.each([
  { currency: "JPY", depositMinor: 4901, atStripe: 4901 },
  { currency: "KWD", depositMinor: 4910, atStripe: 4910 },
  { currency: "ISK", depositMinor: 4901, atStripe: 490_100 },
])("$currency is asked for and settles exactly", async ({ atStripe, ...price }) => {
  const order = await till.hold(price);
  await open(order);
  const { intent } = await intentOf(order);
  expect(intent).toMatchObject({ amount: atStripe, currency: price.currency.toLowerCase() });
  await deliver("payment_intent.succeeded", stripe.pay(intent));
  expect(await till.see(order)).toMatchObject({ state: "RESERVED", paidMinor: price.depositMinor });
  await app.http("POST", `/api/preorders/${order.id}/cancellation`, { cookie: order.cookie });
  expect(refundsOf(intent.id)).toMatchObject([{ amount: atStripe }]);
  expect(await till.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
});

async function open(order: Held) {
  const answer = await till.pay(order, { rail: "stripe" });
  expect(answer.status, answer.text).toBe(200);
  return depositAnswer.parse(answer.body);
}

async function intentOf(order: Held) {
  const payment = await till.depositOf(order);
  return { payment, intent: stripe.intentOf(payment.id) };
}

function deliver(type: string, object: unknown) {
  const { raw, headers } = stripe.deliver(type, object);
  return post(raw, headers);
}

function post(raw: string, headers: Record<string, string>) {
  return app.http("POST", "/api/payments/webhooks/stripe", { raw, headers });
}

function refundsOf(intentId: string) {
  return [...stripe.refunds.values()].filter(({ payment_intent }) => payment_intent === intentId);
}
