import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Counter, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { type StripeCounterpart, startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_counterpart", webhookSecret: "whsec_counterpart" };
/** What the product promises to a buyer who paid for a unit that is gone. */
const promised = { timeout: 60_000, interval: 250 };
let app: App;
let counter: Counter;
let stripe: StripeCounterpart;

beforeAll(async () => {
  stripe = await startStripeCounterpart(keys);
  app = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_API_BASE: stripe.url,
  });
  counter = openCounter(app);
  stripe.sendWebhooksTo(`${app.url}/api/payments/webhooks/stripe`);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
  await stripe.stop();
});

test("on the test rail, who paid for the last unit too late has the money back within a minute", {
  timeout: 70_000,
}, async () => {
  const late = await counter.hold({ stock: 1 });
  await counter.pay(late, { card: "slow" });
  await soldToAnother(late);
  await expect
    .poll(async () => (await counter.see(late)).payments.at(-1), promised)
    .toMatchObject({
      kind: "REFUND",
      state: "CAPTURED",
      amountMinor: late.depositMinor,
    });
  expect(await counter.see(late)).toMatchObject({ state: "EXPIRED", paidMinor: 0 });
  expect(await readStock(app.db, late.editionId)).toEqual({ available: 0, held: 0, sold: 1 });
});

test("at Stripe too, also when Stripe cannot be reached at the moment of the payment", {
  timeout: 70_000,
}, async () => {
  const late = await counter.hold({ stock: 1 });
  await counter.pay(late, { rail: "stripe" });
  const intent = stripe.intentOf((await counter.depositOf(late)).id);
  await soldToAnother(late);
  stripe.setDown(true);
  stripe.pay(intent);
  await Promise.all(stripe.deliveries);
  expect(await counter.see(late)).toMatchObject({ state: "EXPIRED", paidMinor: late.depositMinor });
  stripe.setDown(false);
  // Nobody calls the completer here: it is the server's own.
  await expect.poll(async () => (await counter.see(late)).paidMinor, promised).toBe(0);
  expect([...stripe.refunds.values()].filter(({ payment_intent }) => payment_intent === intent.id)).toEqual([
    expect.objectContaining({ amount: late.depositMinor, status: "succeeded" }),
  ]);
  expect(await readStock(app.db, late.editionId)).toEqual({ available: 0, held: 0, sold: 1 });
});

/** The hold ends and the only unit goes to the next buyer, who pays. */
async function soldToAnother(late: { id: string; editionId: string; cookie: string }) {
  await counter.endHold(late);
  await expect.poll(async () => (await counter.see(late)).state).toBe("EXPIRED");
  const [buyer] = await app.buyers(1);
  const call = { cookie: buyer?.cookie ?? "", body: { editionId: late.editionId }, key: randomUUID() };
  const placed = Object((await app.http("POST", "/api/preorders", call)).body);
  const next = { id: placed.id, cookie: call.cookie };
  expect((await counter.pay(next, { card: "approve" })).body).toMatchObject({ state: "RESERVED" });
}
