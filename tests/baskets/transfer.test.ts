import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStall, type Stall } from "#tests/baskets/stall.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let stall: Stall;
let ops: Person;

beforeAll(async () => {
  app = await startApp({ MANUAL_TRANSFER_INSTRUCTIONS: "Example Bank", MANUAL_TRANSFER_HOURS: "48" });
  stall = openStall(app);
  ops = await app.person("ops");
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("one transfer with one reference pays every order, each held as long; what was given up on the way goes back", async () => {
  const bought = await stall.buy(await stall.shelf({}, { depositMinor: 100, holdSeconds: 60 }, { depositMinor: 300 }));
  expect((await stall.pay(bought, { rail: "manual" })).status).toBe(200);
  const { lead } = await stall.chargeOf(bought);
  const orders = await stall.see(bought);
  expect(new Set(orders.map(({ payments }) => payments[0]?.reference))).toEqual(new Set([lead.providerRef]));
  for (const { holdExpiresAt, placedAt } of orders)
    expect(Date.parse(holdExpiresAt ?? "") - Date.parse(placedAt)).toBe(48 * 3_600_000);
  const notices = await app.db.notice.findMany({ where: { preorderId: { in: bought.ids } } });
  expect(notices).toMatchObject([{ kind: "transferAwaited", facts: { amountMinor: 5300, others: [{}, {}] } }]);

  const { body } = await app.http("GET", "/api/ops/payments/transfers", { cookie: ops.cookie });
  expect(body).toMatchObject([{ id: lead.id, amountMinor: 5300, isShared: true }]);
  await stall.cancel(bought, bought.ids[1]);
  expect((await confirm(lead.id, 4900)).body).toMatchObject({ code: "amount_mismatch" });
  const answers = await Promise.all([confirm(lead.id, 5300), confirm(lead.id, 5300)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await stall.see(bought)).map(({ state, paidMinor }) => [state, paidMinor])).toEqual([
    ["RESERVED", 4900],
    ["CANCELLED", 100],
    ["RESERVED", 300],
  ]);
  const back = await app.db.payment.findFirstOrThrow({ where: { preorderId: bought.ids[1] ?? "", kind: "REFUND" } });
  expect((await confirm(back.id, 100)).status).toBe(200);
  expect((await stall.see(bought)).map(({ paidMinor }) => paidMinor)).toEqual([4900, 0, 300]);
});

function confirm(id: string, amountMinor: number) {
  const body = { amountMinor, currency: "CNY" };
  return app.http("POST", `/api/ops/payments/${id}/confirmation`, { cookie: ops.cookie, body });
}
