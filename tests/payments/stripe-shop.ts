import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { chargeDueBalances } from "#lib/balances/charge-due-balances.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { soon } from "#tests/support/soon.ts";
import { stripeNumbers } from "#tests/support/stripe-cards.ts";
import { startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_counterpart", webhookSecret: "whsec_counterpart" };
export const byStripe = { rail: "stripe" } as const;

export type StripeShop = Awaited<ReturnType<typeof openStripeShop>>;

/** A shop that takes cards at the stand-in of Stripe, which delivers its events by itself. */
export async function openStripeShop() {
  const stripe = await startStripeCounterpart(keys);
  const app: App = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_PUBLISHABLE_KEY: "pk_test_counterpart",
    STRIPE_API_BASE: stripe.url,
  });
  const counter = openCounter(app);
  const ops = await app.person("ops");
  stripe.sendWebhooksTo(`${app.url}/api/payments/webhooks/stripe`);

  /** Reserved with a deposit that was typed in. */
  async function reserve(overrides: Parameters<typeof counter.hold>[0] = {}): Promise<Order> {
    const order = await counter.hold(overrides);
    const asked = await counter.pay(order, byStripe);
    expect(asked.status, asked.text).toBe(200);
    stripe.pay(await depositIntent(order), stripeNumbers.good);
    await expect.poll(async () => (await counter.see(order)).balance.method, soon).not.toBeNull();
    return order;
  }

  const depositIntent = async (order: Order) => stripe.intentOf((await counter.depositOf(order)).id);

  /** Another order of the same buyer, held. */
  async function again({ cookie }: Order): Promise<Order> {
    const { editionId } = await app.openEdition();
    const call = { cookie, key: randomUUID(), body: { editionId } };
    const placed = await app.http("POST", "/api/preorders", call);
    return { ...preorderReceipt.parse(placed.body), receipt: placed.body, cookie, key: call.key };
  }

  const methodOf = async (order: Order) => (await counter.see(order)).balance.method?.id ?? "";

  async function tryBalance(order: Order) {
    await counter.fallDue(order);
    await chargeDueBalances(app.made);
  }

  const asOps = (method: string, path: string, body?: unknown) =>
    app.http(method, `/api/ops/${path}`, { cookie: ops.cookie, body });

  /** What Stripe took of this order, by intents that came to an end. */
  const takenOf = ({ id }: Order) =>
    [...stripe.intents.values()].filter(
      ({ metadata, amount_received }) => metadata.preorder === id && amount_received > 0,
    );

  const refundCalls = () =>
    stripe.calls.filter(({ method, path }) => method === "POST" && path === "/v1/refunds").length;

  const entriesOf = async ({ id }: Order) => {
    const rows = await app.db.$queryRaw<{ kind: string }[]>`
      SELECT kind FROM ledger_entry WHERE ${id}::uuid = ANY (preorder_ids) ORDER BY edition_id, seq`;
    return rows.map(({ kind }) => kind);
  };

  /** A delivery that the test makes by itself, as often as it likes. */
  function deliver(type: string, object: unknown) {
    const { raw, headers } = stripe.deliver(type, object);
    return app.http("POST", "/api/payments/webhooks/stripe", { raw, headers });
  }

  const heard = () => Promise.all(stripe.deliveries);

  return {
    ...{ stripe, app, counter, reserve, depositIntent, again, methodOf, tryBalance, asOps, takenOf, refundCalls },
    ...{ entriesOf, deliver, heard },
    async stop() {
      await app.stop();
      await stripe.stop();
    },
  };
}
