import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { currencies } from "#lib/currencies.ts";
import { currencyExponent, taxInside } from "#lib/money.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/stripe-amount.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

let app: App;
let counter: Counter;

beforeAll(async () => {
  app = await startApp();
  counter = openCounter(app);
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const most = 1_000_000_000_000;
const amounts = fc.integer({ min: 0, max: most });

test("the tax inside a price is the same here and in the database, and never more than the price", async () => {
  const cases = fc.sample(fc.tuple(amounts, fc.integer({ min: 0, max: 10_000 })), 5000);
  const rows = await app.db.$queryRaw<{ tax: bigint }[]>`
    SELECT tax_inside(g, b) AS tax FROM unnest(${cases.map(([gross]) => gross)}::bigint[], ${cases.map(([, bp]) => bp)}::int[]) WITH ORDINALITY x(g, b, i) ORDER BY i`;
  for (const [index, [gross, bp]] of cases.entries()) {
    const tax = taxInside(gross, bp);
    expect([gross, bp, Number(rows[index]?.tax)]).toEqual([gross, bp, tax]);
    expect(Number.isSafeInteger(tax) && tax >= 0 && tax <= gross).toBe(true);
    const net = gross - tax;
    expect(Math.abs(tax * 10_000 - net * bp), "as near as a whole unit can be").toBeLessThanOrEqual((10_000 + bp) / 2);
  }
});

test("every currency goes to Stripe and comes back to the last unit, or not at all", () => {
  fc.assert(
    fc.property(amounts, fc.constantFrom(...currencies), (minor, currency) => {
      let counted: number;
      try {
        counted = toStripeAmount(minor, currency);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return;
      }
      expect(Number.isSafeInteger(counted)).toBe(true);
      expect(fromStripeAmount(counted, currency.toLowerCase())).toEqual({ amountMinor: minor, currency });
    }),
    { numRuns: 2000 },
  );
});

const price = fc
  .record({
    currency: fc.constantFrom("CNY", "USD", "JPY", "KRW", "KWD", "BHD", "MGA", "ISK"),
    priceMinor: fc.integer({ min: 1, max: 1_000_000_000 }),
    quantity: fc.integer({ min: 1, max: 7 }),
  })
  .chain((sale) => fc.tuple(fc.constant(sale), fc.integer({ min: 1, max: sale.priceMinor })));

test("deposit and balance are the total, whole units in every currency", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(price, async ([{ currency, priceMinor, quantity }, depositMinor]) => {
      const { editionId } = await app.openEdition({ currency, priceMinor, depositMinor, perPersonLimit: 7 });
      const [buyer] = await app.buyers(1);
      const call = { cookie: buyer?.cookie, body: { editionId, quantity }, key: randomUUID() };
      const order: Order = { cookie: call.cookie, ...Object((await app.http("POST", "/api/preorders", call)).body) };
      expect(order).toMatchObject({
        totalMinor: priceMinor * quantity,
        depositMinor: depositMinor * quantity,
        currency,
      });
      await counter.pay(order, {});
      await counter.lock(order);
      const { balanceMinor } = await counter.see(order);
      expect(order.depositMinor + balanceMinor).toBe(order.totalMinor);
      if (balanceMinor > 0) await counter.act(order, "balance", {});
      const { paidMinor, payments, ...view } = await counter.see(order);
      expect([paidMinor, view.balanceMinor]).toEqual([order.totalMinor, 0]);
      for (const { amountMinor } of payments) expect(Number.isSafeInteger(amountMinor)).toBe(true);
      expect(currencyExponent(currency)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 25 },
  );
});

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("balance", "lock", "unlock", "cancellation", "complete") },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 24_900 }) },
);

test("never more goes back than was captured, whoever gives it back and in whatever order", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
      const order = await counter.reserve();
      for (const taken of steps) {
        if (typeof taken === "number") await giveBackBySeller(order, taken);
        else if (taken === "complete") await completePayments(app.made);
        else expect((await counter.act(order, taken, taken === "balance" ? {} : undefined)).status).toBeLessThan(500);
        await expectNeverMore(order);
      }
    }),
    { numRuns: 40 },
  );
});

/** In the provider's dashboard, which knows how much is left of a charge; then it tells us, twice. */
async function giveBackBySeller(order: Order, amountMinor: number) {
  const charges = await app.db.payment.findMany({
    where: { preorderId: order.id, kind: { not: "REFUND" }, state: "CAPTURED" },
    orderBy: { settledAt: "desc" },
  });
  const [charge] = charges;
  if (!charge?.providerRef) return;
  const reference = `test_re_${randomUUID()}`;
  const written = await app.db.$executeRaw`
    INSERT INTO test_rail_refund (reference, charge, amount_minor) SELECT ${reference}, c.reference, ${amountMinor} FROM test_rail_charge c
    WHERE c.reference = ${charge.providerRef} AND c.amount_minor >= ${amountMinor} + (SELECT coalesce(sum(r.amount_minor), 0) FROM test_rail_refund r WHERE r.charge = c.reference)`;
  if (written === 0) return;
  const event = await counter.eventFor(order, "refunded", {
    ...{ paymentId: charge.id, ref: charge.providerRef, refundRef: reference, amountMinor },
  });
  for (const _ of [1, 2]) expect((await counter.send(event)).status).toBe(200);
}

async function expectNeverMore({ id }: Order) {
  const [wrong] = await app.db.$queryRaw<{ many: bigint }[]>`
    SELECT count(*) AS many FROM (
      SELECT c.amount_minor - coalesce(sum(r.amount_minor), 0) AS remains FROM payment c
      LEFT JOIN payment r ON r.refund_of = c.id AND r.kind = 'REFUND' AND r.state = 'CAPTURED'
      WHERE c.preorder_id = ${id}::uuid AND c.kind <> 'REFUND' AND c.state = 'CAPTURED' GROUP BY c.id
      UNION ALL SELECT c.amount_minor - coalesce(sum(r.amount_minor), 0) FROM test_rail_charge c LEFT JOIN test_rail_refund r ON r.charge = c.reference GROUP BY c.reference, c.amount_minor
      UNION ALL SELECT paid_minor FROM preorder WHERE id = ${id}::uuid) x WHERE remains < 0`;
  expect(wrong?.many).toBe(0n);
}
