import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { basketReceipt } from "#lib/baskets/schema.ts";
import { completePayments } from "#lib/payments/complete-payments.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { openStall, type Stall } from "#tests/baskets/stall.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let stall: Stall;

beforeAll(async () => {
  app = await startApp();
  stall = openStall(app);
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("each line is an order with its own price, promise and hold, and one payment reserves all", async () => {
  const editions = await stall.shelf(
    { depositMinor: 4900 },
    { depositMinor: 100, holdSeconds: 600 },
    { depositMinor: 0 },
  );
  const bought = await stall.buy(editions, { quantity: 2 });
  expect(bought.receipt.lines.map(({ order }) => [order?.state, order?.depositMinor])).toEqual([
    ["HELD", 9800],
    ["HELD", 200],
    ["RESERVED", 0],
  ]);
  const paid = await stall.pay(bought);
  expect(paid.status, paid.text).toBe(200);
  expect(await stall.statesOf(bought)).toEqual(["RESERVED", "RESERVED", "RESERVED"]);
  const { lead, shares } = await stall.chargeOf(bought);
  expect([lead.chargeMinor, lead.amountMinor + (shares[0]?.amountMinor ?? 0n)]).toEqual([10_000n, 10_000n]);
  expect(await app.db.testRailCharge.findMany({ where: { reference: lead.providerRef ?? "" } })).toMatchObject([
    { paymentId: lead.id, amountMinor: 10_000n },
  ]);
  expect((await stall.pay(bought)).status, "paid is paid").toBe(200);
  expect(await stall.paymentsOf(bought)).toHaveLength(2);
});

test("what is gone is said in its line, and the rest stands", async () => {
  const [one, gone, limited] = await stall.shelf({}, { stock: 0 }, { perPersonLimit: 1 });
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  if (!one || !gone || !limited) throw new Error("the shelf is empty");
  const lines = [await stall.lineOf(gone), await stall.lineOf(one), await stall.lineOf(limited, 2)];
  const placed = await stall.send(cookie, lines);
  expect(placed.status, placed.text).toBe(201);
  const receipt = basketReceipt.parse(placed.body);
  expect(receipt.lines.map(({ order, refusal }) => order?.state ?? refusal?.code)).toEqual([
    "sold_out",
    "HELD",
    "over_limit",
  ]);
  expect(await stall.see({ cookie, receipt })).toHaveLength(1);
});

test("a repeated key gives the same basket, another body under it is refused, and both at once make one", async () => {
  const editions = await stall.shelf({}, { stock: 1 });
  const lines = await stall.linesOf(editions);
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  const key = randomUUID();
  const answers = await Promise.all([1, 2, 3, 4].map(() => stall.send(cookie, lines, {}, key)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(answers.map(({ text }) => text)).size, answers[0]?.text).toBe(1);
  // Long after it was paid and one was given back, it says what it said.
  const receipt = basketReceipt.parse(answers[0]?.body);
  const ids = receipt.lines.flatMap(({ order }) => order?.id ?? []);
  await stall.pay({ cookie, ids });
  await stall.cancel({ cookie }, ids[1]);
  expect((await stall.send(cookie, lines, {}, key)).text).toBe(answers[0]?.text);
  expect(await stall.send(cookie, lines.slice(1), {}, key)).toMatchObject({
    status: 422,
    body: { code: "key_reused" },
  });
  expect(await app.db.preorder.count({ where: { basketId: receipt.id } })).toBe(2);
});

test("another price or promise than was shown, or another currency, orders nothing at all and says which line", async () => {
  const editions = await stall.shelf({}, {});
  const [first, second] = await stall.linesOf(editions);
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  if (!first || !second) throw new Error("the shelf is empty");
  const key = randomUUID();
  for (const expected of [{ unitMinor: 1 }, { depositMinor: 1 }, { shippingMinor: 1 }, { windowEnd: "2027-01-01" }]) {
    const lines = [first, { ...second, expected: { ...second.expected, ...expected } }];
    const said = [{ code: null }, { editionId: second.editionId, code: "terms_changed" }];
    expect(await stall.send(cookie, lines, {}, key)).toMatchObject({
      status: 409,
      body: { code: "basket_refused", lines: said },
    });
  }
  expect(await stall.send(cookie, [first, second], { currency: "EUR" }, key)).toMatchObject({
    body: { code: "basket_refused" },
  });
  expect(await app.db.preorder.count({ where: { editionId: { in: [first.editionId, second.editionId] } } })).toBe(0);
  expect(await app.db.basket.count({ where: { idemKey: key } })).toBe(0);
  expect((await stall.send(cookie, [first, second], {}, key)).status, "the key is as good as new").toBe(201);
});

test("odd bodies name the field and write nothing", async () => {
  const [edition] = await stall.shelf({});
  if (!edition) throw new Error("the shelf is empty");
  const line = await stall.lineOf(edition);
  const [buyer] = await app.buyers(1);
  const cookie = buyer?.cookie ?? "";
  const bad = [[], [line, line], [{ ...line, quantity: 0 }], [{ ...line, expected: undefined }], Array(13).fill(line)];
  for (const lines of bad) expect((await stall.send(cookie, lines)).status).toBe(422);
  const unkeyed = await app.http("POST", "/api/baskets", { cookie, body: { lines: [line], currency: "CNY" } });
  expect(unkeyed).toMatchObject({ status: 400, body: { code: "missing_idempotency_key" } });
  const guest = await app.person("guest");
  expect(await stall.send(guest.cookie, [line])).toMatchObject({ body: { code: "contact_required" } });
  expect((await stall.send(guest.cookie, [line], { contact: "g@example.com" })).status).toBe(201);
});

test("sixty buyers with baskets of three over scarce units: none oversold, every line right, nobody half paid", {
  timeout: 120_000,
}, async () => {
  const editions = await stall.shelf(
    { stock: 25 },
    { stock: 40, depositMinor: 100 },
    { stock: 10 },
    { stock: 90, depositMinor: 0 },
  );
  const buyers = await app.buyers(60);
  const lines = await stall.linesOf(editions);
  const bought = await Promise.all(
    buyers.map(async ({ cookie }, index) => {
      const mine = lines.filter((_, place) => place !== index % 4).sort(() => (index % 2 ? 1 : -1));
      const placed = await stall.send(cookie, mine);
      if (placed.status === 409) return null;
      expect(placed.status, placed.text).toBe(201);
      const receipt = basketReceipt.parse(placed.body);
      const ids = receipt.lines.flatMap(({ order }) => (order?.state === "HELD" ? order.id : []));
      return { cookie, receipt, ids };
    }),
  );
  const baskets = bought.filter((basket) => basket !== null);
  for (const { editionId, stock } of editions) {
    const { available, held, sold } = await readStock(app.db, editionId);
    const orders = baskets
      .flatMap(({ receipt }) => receipt.lines)
      .filter((line) => line.editionId === editionId && line.order);
    expect([held + sold, available >= 0, available + held + sold]).toEqual([orders.length, true, stock]);
  }
  for (const line of baskets.flatMap(({ receipt }) => receipt.lines))
    expect(line.order ? null : line.refusal?.code).toBe(line.order ? null : "sold_out");
  // A third pays twice at once, a third never, the rest are declined once.
  await Promise.all(
    baskets.map(async (basket, index) => {
      if (basket.ids.length === 0 || index % 3 === 1) return;
      if (index % 3 === 2) expect((await patiently(basket, { card: "decline" })).status).toBe(402);
      const paid = await Promise.all([patiently(basket), patiently(basket)]);
      expect(paid.map(({ status }) => status)).toEqual([200, 200]);
    }),
  );
  for (const [index, basket] of baskets.entries()) {
    const states = (await stall.see(basket)).filter(({ depositMinor }) => depositMinor > 0).map(({ state }) => state);
    expect(new Set(states).size, "all or none").toBeLessThanOrEqual(1);
    if (states.length > 0) expect(states[0]).toBe(index % 3 === 1 ? "HELD" : "RESERVED");
  }
  const charged = await app.db.testRailCharge.aggregate({
    _sum: { amountMinor: true },
    where: { outcome: "captured" },
  });
  const paid = await app.db.preorder.aggregate({ _sum: { paidMinor: true } });
  const back = await app.db.testRailRefund.aggregate({ _sum: { amountMinor: true } });
  expect((charged._sum.amountMinor ?? 0n) - (back._sum.amountMinor ?? 0n)).toBe(paid._sum.paidMinor);
});

/** Asks again where the server is too busy, as a browser does. */
async function patiently(...asked: Parameters<Stall["pay"]>) {
  for (;;) {
    const answer = await stall.pay(...asked);
    if (answer.status !== 503) return answer;
  }
}

test("who never pays is charged nothing, and the units of every line come back", async () => {
  const editions = await stall.shelf({ stock: 3 }, { stock: 3, depositMinor: 0 });
  const bought = await stall.buy(editions);
  await app.db
    .$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE basket_id = ${bought.receipt.id}::uuid AND state = 'HELD'`;
  await expireHolds(app.made);
  await completePayments(app.made);
  expect(await stall.statesOf(bought)).toEqual(["EXPIRED", "RESERVED"]);
  expect(await stall.pay(bought)).toMatchObject({ status: 409, body: { code: "hold_expired" } });
  expect(await stall.paymentsOf(bought)).toEqual([]);
  expect((await readStock(app.db, editions[0]?.editionId ?? "")).available).toBe(3);
});

test("a hold that nobody pays with the rail asked and the answer lost ends without a charge", async () => {
  const bought = await stall.buy(await stall.shelf({}, {}));
  expect((await stall.pay(bought, { card: "needs_action" })).status).toBe(402);
  await app.db
    .$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE basket_id = ${bought.receipt.id}::uuid`;
  await expireHolds(app.made);
  const { lead } = await stall.chargeOf(bought);
  await app.db.$executeRaw`UPDATE payment SET check_after = now() WHERE id = ${lead.id}::uuid`;
  await completePayments(app.made);
  // The shop's own clock may have begun the same a moment before.
  const ended = async () => (await stall.paymentsOf(bought)).map(({ state, failure }) => [state, failure]);
  await expect.poll(ended, soon).toEqual([
    ["FAILED", "order_over"],
    ["FAILED", "order_over"],
  ]);
});
