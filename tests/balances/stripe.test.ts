import { afterAll, beforeAll, expect, test } from "vitest";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { depositAnswer } from "#lib/preorders/schema.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";
import { stripeNumbers } from "#tests/support/stripe-cards.ts";
import { type StripeCounterpart, startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_counterpart", webhookSecret: "whsec_counterpart" };
const stripeWay = { rail: "stripe" } as const;
let app: App;
let counter: Counter;
let stripe: StripeCounterpart;

beforeAll(async () => {
  stripe = await startStripeCounterpart(keys);
  app = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_PUBLISHABLE_KEY: "pk_test_counterpart",
    STRIPE_API_BASE: stripe.url,
    PUBLIC_URL: "https://shop.example",
  });
  counter = openCounter(app);
  stripe.sendWebhooksTo(`${app.url}/api/payments/webhooks/stripe`);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
  await stripe.stop();
});

test("the card of the deposit is kept under its name and charged for the balance without the buyer", async () => {
  const order = await lockedWith(stripeNumbers.good);
  expect(await counter.see(order)).toMatchObject({
    balance: { state: "later", method: { rail: "stripe", label: "Visa ** 4242" } },
  });
  const kept = await app.db.paymentMethod.findFirstOrThrow({ where: { preorders: { some: { id: order.id } } } });
  expect(JSON.stringify(kept), "no card number is ever stored").not.toContain(stripeNumbers.good);
  await tryOnce(order);
  const [call, ...more] = chargesOf(order);
  expect(more).toEqual([]);
  expect(call).toMatchObject({
    key: `${order.id}:balance:1`,
    version: "2026-10-28.endive",
    fields: {
      amount: String(order.totalMinor - order.depositMinor),
      payment_method: kept.reference,
      customer: kept.customer,
    },
  });
  expect(call?.fields, "made without taking anything").not.toHaveProperty("confirm");
  expect(stripe.calls.filter(({ key }) => key === `${order.id}:balance:1:confirm`)).toMatchObject([
    { fields: { off_session: "true", return_url: `https://shop.example/preorders/${order.id}` } },
  ]);
  expect(call?.fields.setup_future_usage).toBeUndefined();
  expect(await counter.see(order)).toMatchObject({ paidMinor: order.totalMinor, balance: { state: "paid" } });
});

test("three declined tries are three intents with keys of their own, all ended, told by answer and webhook alike", async () => {
  const order = await lockedWith(stripeNumbers.declinedLater);
  for (const _ of [1, 2, 3]) await tryOnce(order);
  await Promise.all(stripe.deliveries);
  expect(chargesOf(order).map(({ key }) => key)).toEqual([1, 2, 3].map((n) => `${order.id}:balance:${n}`));
  expect(intentsOf(order).map(({ status }) => status)).toEqual(["canceled", "canceled", "canceled"]);
  expect((await counter.see(order)).balance).toMatchObject({ state: "at_risk", tries: 3, failure: "generic_decline" });
});

test("a bank that asks for the buyer is answered on the page", async () => {
  const order = await counter.hold();
  await open(order);
  const deposit = stripe.intentOf((await counter.depositOf(order)).id);
  stripe.pay(deposit, stripeNumbers.asksAlways);
  expect((await counter.see(order)).state, "the bank has not confirmed").toBe("HELD");
  stripe.authenticate(deposit, true);
  await expect.poll(async () => (await counter.see(order)).state, soon).toBe("RESERVED");
  await counter.lock(order);
  await tryOnce(order);
  const { balance } = await counter.see(order);
  expect(balance).toMatchObject({ state: "at_risk", failure: "authentication_required" });

  const answer = depositAnswer.parse(
    (await counter.act(order, "balance", { ...stripeWay, methodId: balance.method?.id })).body,
  );
  const intent = intentsOf(order).at(-1);
  expect(answer).toMatchObject({ act: "bank", clientSecret: intent?.client_secret });
  if (intent) stripe.authenticate(intent, true);
  await expect.poll(async () => (await counter.see(order)).balance.state, soon).toBe("paid");
});

test("a returning buyer pays the next deposit with the kept card in one call, or is told that it is declined", async () => {
  const before = await lockedWith(stripeNumbers.declinedLater);
  const good = await lockedWith(stripeNumbers.good);
  const next = await orderOf(good);
  expect(await counter.pay(next, { ...stripeWay, methodId: await methodOf(good) })).toMatchObject({
    status: 200,
    body: { state: "RESERVED", clientSecret: null, act: null },
  });
  const other = await orderOf(before);
  const methodId = await methodOf(before);
  expect(await counter.pay(other, { ...stripeWay, methodId })).toMatchObject({
    status: 402,
    body: { code: "payment_declined", reason: "generic_decline" },
  });
  expect(await counter.pay(other, stripeWay), "a new card is asked for").toMatchObject({
    status: 200,
    body: { act: "form", clientSecret: expect.any(String) },
  });
});

test("a new card for the balance is set up in Stripe's form, and only for its own order", async () => {
  const order = await lockedWith(stripeNumbers.declinedLater);
  const other = await lockedWith(stripeNumbers.good);
  await tryOnce(order);
  const asked = depositAnswer.parse((await counter.act(order, "method", stripeWay)).body);
  const setup = [...stripe.setups.values()].find(({ client_secret }) => client_secret === asked.clientSecret);
  if (!setup) throw new Error("nothing was set up");
  expect(setup.metadata).toMatchObject({ preorder: order.id, account: expect.any(String) });
  expect((await counter.act(order, "method", { ...stripeWay, setup: setup.id })).body).toMatchObject({
    clientSecret: setup.client_secret,
    balance: { method: { label: "Visa ** 0341" } },
  });
  stripe.sendWebhooksTo(undefined);
  stripe.setUp(setup);
  expect(await counter.act(other, "method", { ...stripeWay, setup: setup.id })).toMatchObject({ status: 402 });
  expect(await counter.act(order, "method", { ...stripeWay, setup: "seti_unknown" })).toMatchObject({ status: 402 });
  expect((await counter.act(order, "method", { ...stripeWay, setup: setup.id })).body).toMatchObject({
    clientSecret: null,
    balance: { method: { label: "Visa ** 4242" } },
  });
  stripe.sendWebhooksTo(`${app.url}/api/payments/webhooks/stripe`);
  await chargeDueBalances(app.made);
  await expect.poll(async () => (await counter.see(order)).balance.state, soon).toBe("paid");
});

test("a card that was set up counts also when only the webhook tells of it", async () => {
  const order = await lockedWith(stripeNumbers.declinedLater);
  await counter.act(order, "method", stripeWay);
  const setup = [...stripe.setups.values()].find(({ metadata }) => metadata.preorder === order.id);
  if (setup) stripe.setUp(setup);
  await expect.poll(async () => (await counter.see(order)).balance.method?.label, soon).toBe("Visa ** 4242");
});

test("while Stripe is away a try stays one try, and the completer ends it under the same key", async () => {
  const order = await lockedWith(stripeNumbers.good);
  stripe.setDown(true);
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect.poll(() => counter.chargesOf(order), soon).toHaveLength(1);
  stripe.setDown(false);
  await counter.letTimePass(order);
  await Promise.all([completePayments(app.made), completePayments(app.made)]);
  await expect.poll(async () => (await counter.see(order)).balance.state, soon).toBe("paid");
  expect(intentsOf(order)).toHaveLength(1);
});

test("forgetting a card detaches it at Stripe", async () => {
  const order = await lockedWith(stripeNumbers.good);
  const id = await methodOf(order);
  const { reference } = await app.db.paymentMethod.findUniqueOrThrow({ where: { id } });
  await app.http("DELETE", `/api/payments/methods/${id}`, { cookie: order.cookie });
  expect(stripe.methods.get(reference)?.method.customer).toBeNull();
});

test("a refund of deposit and balance goes back to both intents", async () => {
  const order = await counter.hold();
  await open(order);
  stripe.pay(stripe.intentOf((await counter.depositOf(order)).id));
  await expect.poll(async () => (await counter.see(order)).state, soon).toBe("RESERVED");
  await counter.act(order, "lock");
  expect((await counter.act(order, "balance", { ...stripeWay, methodId: await methodOf(order) })).body).toMatchObject({
    balanceMinor: 0,
  });
  await counter.act(order, "unlock");
  await counter.act(order, "cancellation");
  expect(await counter.see(order)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await returnedOf(order)).toEqual([order.depositMinor, order.totalMinor - order.depositMinor]);
});

test("what a changed order gives back goes to the intents that were paid, and its card goes on being charged", async () => {
  const order = await lockedWith(stripeNumbers.good);
  await takeBack(order);
  const made = await counter.convert(order);
  expect(await counter.see(made)).toMatchObject({
    paidMinor: order.depositMinor,
    balance: { method: { rail: "stripe", label: "Visa ** 4242" } },
  });
  await counter.lock(made);
  await tryOnce(made);
  await takeBack(made);
  expect((await counter.act(made, "cancellation")).status).toBe(200);
  expect(await counter.see(made)).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  expect(await returnedOf(order, made)).toEqual([order.depositMinor, made.totalMinor - order.depositMinor]);
});

async function lockedWith(number: string): Promise<Order> {
  const order = await counter.hold();
  await open(order);
  stripe.pay(stripe.intentOf((await counter.depositOf(order)).id), number);
  await expect.poll(async () => (await counter.see(order)).balance.method, soon).not.toBeNull();
  return counter.lock(order);
}

/** The lock, as if it had just been made. */
async function takeBack(order: Order) {
  await app.db.$executeRaw`UPDATE preorder SET locked_at = now() WHERE id = ${order.id}::uuid`;
  await counter.act(order, "unlock");
}

/** What Stripe gave back of each charge that it took for these orders, one refund for each, the oldest charge first. */
async function returnedOf(...orders: Order[]): Promise<number[]> {
  const charges = await app.db.payment.findMany({
    where: { preorderId: { in: orders.map(({ id }) => id) }, kind: { not: "REFUND" }, creditOf: null },
    orderBy: { settledAt: "asc" },
  });
  const given = [...stripe.refunds.values()];
  return charges.flatMap(({ providerRef }) =>
    given.filter(({ payment_intent }) => payment_intent === providerRef).map(({ amount }) => amount),
  );
}

/** Another order of the same buyer. */
async function orderOf(before: Order): Promise<Order> {
  const { editionId } = await app.openEdition();
  const call = { cookie: before.cookie, body: { editionId }, key: crypto.randomUUID() };
  return { ...before, ...Object((await app.http("POST", "/api/preorders", call)).body) };
}

async function open(order: Order) {
  const answer = await counter.pay(order, stripeWay);
  expect(answer.body, answer.text).toMatchObject({ act: "form", clientSecret: expect.any(String) });
}

async function tryOnce(order: Order) {
  const { tries } = await counter.balanceOf(order);
  await counter.fallDue(order);
  await chargeDueBalances(app.made);
  await expect
    .poll(async () => ((b) => b.paidAt !== null || b.tries > tries)(await counter.balanceOf(order)), soon)
    .toBe(true);
}

async function methodOf(order: Order): Promise<string> {
  return (await counter.see(order)).balance.method?.id ?? "";
}

function chargesOf({ id }: Order) {
  return stripe.calls.filter(({ key }) => key?.startsWith(`${id}:balance:`) && !key.endsWith(":confirm"));
}

function intentsOf({ id }: Order) {
  return [...stripe.intents.values()].filter(
    ({ metadata, setup_future_usage }) => metadata.preorder === id && !setup_future_usage,
  );
}
