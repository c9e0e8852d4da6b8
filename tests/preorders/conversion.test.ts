import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { conversionQuote, preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { codeOf, type Family, openFamily, orderOf } from "#tests/support/family.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("a reserved order becomes one of another edition: the money moves along and the refund clock goes on", async () => {
  const family = await openFamily(app, { stock: 5 });
  const founders = await family.addEdition({ stock: 3 });
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  const before = await read(buyer, old);
  const made = await family.convert(buyer, old, founders);
  expect(made.status).toBe(201);
  const order = orderOf(made);
  expect(order).toMatchObject({
    editionId: founders,
    state: "RESERVED",
    totalMinor: 39_900,
    paidMinor: 4900,
    balanceMinor: 35_000,
    refundableUntil: before.refundableUntil,
    window: { start: "2027-03-01", end: "2027-03-31" },
    convertedFrom: old,
    convertedTo: null,
    canCancel: true,
  });
  expect(await read(buyer, old)).toMatchObject({ state: "CANCELLED", paidMinor: 0, convertedTo: order.id });
  expect(await readStock(app.db, family.editionId)).toEqual({ available: 5, held: 0, sold: 0 });
  expect(await readStock(app.db, founders)).toEqual({ available: 2, held: 0, sold: 1 });
});

test("what was paid above the new price goes back to where it came from", async () => {
  const family = await openFamily(app);
  const small = await family.addEdition({ priceMinor: 3000, depositMinor: 1000 });
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  const order = orderOf(await family.convert(buyer, old, small));
  expect(order).toMatchObject({ paidMinor: 3000, balanceMinor: 0 });
  const { payments, paidMinor } = await read(buyer, old);
  expect(paidMinor).toBe(0);
  expect(payments.filter(({ kind }) => kind === "REFUND")).toMatchObject([
    { amountMinor: 3000, state: "CAPTURED", reference: `moved-to-${order.id}` },
    { amountMinor: 1900, state: "CAPTURED", rail: "test" },
  ]);
});

test("however often an order changes, its money remembers the first charge, and a cancellation gives it back there", async () => {
  const family = await openFamily(app, { stock: 5 });
  const second = await family.addEdition();
  const third = await family.addEdition({ depositMinor: 0 });
  const buyer = await app.person("viewer");
  let id = await family.reserve(buyer, family.editionId);
  const { id: charge } = await app.db.payment.findFirstOrThrow({ where: { preorderId: id } });
  for (const edition of [second, third, family.editionId, second, family.editionId])
    id = orderOf(await family.convert(buyer, id, edition)).id;
  const credit = await app.db.payment.findFirstOrThrow({ where: { preorderId: id } });
  expect(credit).toMatchObject({ creditOf: charge, amountMinor: 4900n });
  expect((await family.act(buyer, id, "cancellation")).body).toMatchObject({ state: "CANCELLED", paidMinor: 0 });
  const [{ units, paid } = { units: -1, paid: -1n }] = await app.db.$queryRaw<{ units: number; paid: bigint }[]>`
    SELECT sum(held + sold)::int AS units, (SELECT sum(paid_minor)::bigint FROM preorder WHERE user_id = ${buyer.id}::uuid) AS paid
    FROM inventory WHERE edition_id IN (${family.editionId}::uuid, ${second}::uuid, ${third}::uuid)`;
  expect({ units, paid }).toEqual({ units: 0, paid: 0n });
});

test("deposit and balance both move along, the newest goes back first, and each comes back where it came from", async () => {
  const family = await openFamily(app, { stock: 5 });
  const founders = await family.addEdition();
  const small = await family.addEdition({ priceMinor: 9000, depositMinor: 1000 });
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  for (const act of ["lock", "balance", "unlock"])
    await family.act(buyer, old, act, act === "balance" ? {} : undefined);
  const charges = await chargesOf(old);
  expect(charges.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ["DEPOSIT", 4900n],
    ["BALANCE", 20_000n],
  ]);

  const dear = orderOf(await family.convert(buyer, old, founders));
  expect(dear).toMatchObject({ paidMinor: 24_900, balanceMinor: 15_000, balance: { method: { rail: "test" } } });
  await family.act(buyer, dear.id, "lock");
  expect((await family.act(buyer, dear.id, "balance", {})).status).toBe(200);
  await family.act(buyer, dear.id, "unlock");
  expect(await read(buyer, dear.id)).toMatchObject({ paidMinor: 39_900, balanceMinor: 0 });

  const cheap = orderOf(await family.convert(buyer, dear.id, small));
  expect(cheap).toMatchObject({ paidMinor: 9000, balanceMinor: 0 });
  expect(await returnedTo(charges)).toEqual([0n, 15_900n]);
  expect(orderOf(await family.act(buyer, cheap.id, "cancellation"))).toMatchObject({
    state: "CANCELLED",
    paidMinor: 0,
  });
  expect(await returnedTo(charges)).toEqual([4900n, 20_000n]);
  expect(await returnedTo(await chargesOf(dear.id)), "the balance of the dear one").toEqual([15_000n]);
});

test("the unit that an order leaves behind goes to whoever waits for it", async () => {
  const family = await openFamily(app, { stock: 1 });
  const founders = await family.addEdition();
  const [buyer, waiting] = [await app.person("viewer"), await app.person("viewer")];
  const old = await family.reserve(buyer, family.editionId);
  const join = { cookie: waiting.cookie, key: randomUUID(), body: {} };
  expect((await app.http("POST", `/api/editions/${family.editionId}/line`, join)).status).toBe(201);
  const line = await openLine(app.url, { cookie: waiting.cookie });
  const heard: string[] = [];
  line.on("line", ({ state }) => heard.push(state));
  expect((await family.convert(buyer, old, founders)).status).toBe(201);
  await expect.poll(() => heard, soon).toEqual(["SERVED"]);
  expect((await app.http("GET", "/api/preorders", { cookie: waiting.cookie })).body).toMatchObject([{ state: "HELD" }]);
  line.disconnect();
});

test("both orders and both editions are told live", async () => {
  const family = await openFamily(app);
  const founders = await family.addEdition({ stock: 4 });
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  const line = await openLine(app.url, { cookie: buyer.cookie });
  const heard: object[] = [];
  line.on("order", (change) => heard.push(change));
  await line.emitWithAck("join", { showId: family.showId });
  const { id } = orderOf(await family.convert(buyer, old, founders));
  await expect
    .poll(() => heard, soon)
    .toEqual([
      { id: old, state: "CANCELLED" },
      { id, state: "RESERVED" },
    ]);
  const frame = () => line.frames.at(-1);
  await expect
    .poll(() => frame()?.stock.find(({ editionId }) => editionId === founders), soon)
    .toMatchObject({ available: 3, sold: 1 });
  expect(line.frames.flatMap(({ orders }) => orders)).toMatchObject([{ editionId: founders, id: id.slice(-12) }]);
  line.disconnect();
});

test("doing it twice, with the same key or another, or many times at once, is one act", async () => {
  const family = await openFamily(app);
  const founders = await family.addEdition();
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  const key = randomUUID();
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, () => family.convert(buyer, old, founders, {}, key)),
    ...Array.from({ length: 5 }, () => family.convert(buyer, old, founders)),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => orderOf(answer).id)).size).toBe(1);
  expect(await readStock(app.db, founders)).toEqual({ available: 9, held: 0, sold: 1 });
});

test("of two changes to different editions at once one happens, and a key names one body", async () => {
  const family = await openFamily(app);
  const [one, two] = [await family.addEdition(), await family.addEdition()];
  const buyer = await app.person("viewer");
  const old = await family.reserve(buyer, family.editionId);
  const answers = await Promise.all([one, two].map((edition) => family.convert(buyer, old, edition)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const first = await family.reserve(buyer, family.editionId);
  const key = randomUUID();
  const third = await family.addEdition();
  const fourth = await family.addEdition();
  expect((await family.convert(buyer, first, third, {}, key)).status).toBe(201);
  expect(await family.convert(buyer, first, fourth, {}, key)).toMatchObject({
    status: 422,
    body: { code: "key_reused" },
  });
});

test("an order that is being cancelled, locked and changed at once goes one way", { timeout: 60_000 }, async () => {
  const family = await openFamily(app, { stock: 40 });
  const founders = await family.addEdition({ stock: 40 });
  for (let round = 0; round < 12; round += 1) {
    const buyer = await app.person("viewer");
    const old = await family.reserve(buyer, family.editionId);
    const acts = [
      () => family.convert(buyer, old, founders),
      () => family.act(buyer, old, "cancellation"),
      () => family.act(buyer, old, "lock"),
    ];
    const answers = await Promise.all(acts.map((act) => act()));
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    const orders = z
      .array(preorderView)
      .parse((await app.http("GET", "/api/preorders", { cookie: buyer.cookie })).body);
    const live = orders.filter(({ state }) => state !== "CANCELLED");
    expect(live.length).toBeLessThanOrEqual(1);
    expect(orders.reduce((sum, { paidMinor }) => sum + paidMinor, 0)).toBe(live.length * 4900);
  }
});

test("buyers who swap the last units of two editions wait for no one for ever", async () => {
  const family = await openFamily(app, { stock: 6, perPersonLimit: 1 });
  const other = await family.addEdition({ stock: 6 });
  const buyers = await app.buyers(12);
  const ids = await Promise.all(
    buyers.map((buyer, index) => family.reserve(buyer, index < 6 ? family.editionId : other)),
  );
  const answers = await Promise.all(
    buyers.map((buyer, index) => family.convert(buyer, ids[index] ?? "", index < 6 ? other : family.editionId)),
  );
  expect(answers.map(codeIfRefused)).toEqual(Array.from({ length: 12 }, () => "sold_out"));
  await family.act(buyers[0] ?? { cookie: "" }, ids[0] ?? "", "cancellation");
  const again = await Promise.all(
    buyers
      .slice(1)
      .map((buyer, index) => family.convert(buyer, ids[index + 1] ?? "", index < 5 ? other : family.editionId)),
  );
  expect(again.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
});

test("every no has its reason, the preview says the same, and nothing is written", async () => {
  const family = await openFamily(app, { stock: 9, perPersonLimit: 2 });
  const editions: [string, string, object?][] = [
    ["sold_out", await family.addEdition({ stock: 0, perPersonLimit: 2 })],
    ["too_few_left", await family.addEdition({ stock: 1, perPersonLimit: 2 })],
    ["over_limit", await family.addEdition({ perPersonLimit: 1 })],
    ["sales_closed", await closed(family)],
    ["currency_not_offered", await family.addEdition({ currency: "EUR" })],
  ];
  const free = await family.addEdition({ depositMinor: 0, perPersonLimit: 2 });
  const paid = await family.addEdition({ perPersonLimit: 2 });
  const buyer = await app.person("viewer");
  const id = await family.reserve(buyer, family.editionId, { quantity: 2 });
  const quotes = await quotesOf(buyer, id);
  for (const [code, edition] of editions) {
    expect(codeOf(await family.convert(buyer, id, edition))).toBe(code);
    expect(quotes.get(edition)?.refusal).toBe(code);
  }
  expect(quotes.get(paid)).toMatchObject({
    refusal: null,
    totalMinor: 79_800,
    creditMinor: 9800,
    balanceMinor: 70_000,
  });
  expect(codeOf(await family.convert(buyer, id, family.editionId))).toBe("not_convertible");
  expect(codeOf(await family.convert(buyer, id, (await app.openEdition()).editionId))).toBe("not_convertible");
  expect(codeOf(await family.convert(buyer, id, randomUUID()))).toBe("not_convertible");
  expect(await read(buyer, id)).toMatchObject({ state: "RESERVED", paidMinor: 9800 });

  const other = await app.person("viewer");
  const unpaid = await family.reserve(other, free);
  expect(codeOf(await family.convert(other, unpaid, paid))).toBe("deposit_due");
  expect((await quotesOf(other, unpaid)).get(paid)?.refusal).toBe("deposit_due");
});

test("only a reserved order changes, and only its buyer's", async () => {
  const family = await openFamily(app);
  const founders = await family.addEdition();
  const buyer = await app.person("viewer");
  const held = orderIdOf(await family.place(buyer, family.editionId));
  expect(codeOf(await family.convert(buyer, held, founders))).toBe("not_convertible");
  await family.act(buyer, held, "deposit", {});
  expect((await family.convert(await app.person("ops"), held, founders)).status).toBe(404);
  expect((await family.convert(await app.person("viewer"), held, founders)).status).toBe(404);
  await family.act(buyer, held, "lock");
  expect(codeOf(await family.convert(buyer, held, founders))).toBe("not_convertible");
  expect(await quotesOf(buyer, held)).toEqual(new Map());
});

test("a buyer who was shown other terms is asked again, and nothing moves", async () => {
  const family = await openFamily(app);
  const founders = await family.addEdition();
  const buyer = await app.person("viewer");
  const id = await family.reserve(buyer, family.editionId);
  const { totalMinor = 0, window } = (await quotesOf(buyer, id)).get(founders) ?? {};
  const windowEnd = window?.end ?? null;
  const moved = [
    { totalMinor: totalMinor - 1, windowEnd },
    { totalMinor, windowEnd: "2027-01-01" },
  ];
  for (const expected of moved)
    expect(codeOf(await family.convert(buyer, id, founders, { expected }))).toBe("terms_changed");
  expect((await family.convert(buyer, id, founders, { expected: { totalMinor, windowEnd } })).status).toBe(201);
});

test("promise, quote, order and change name one wave: the first with room for the whole order", async () => {
  const family = await openFamily(app, { stock: 20, perPersonLimit: 6 });
  const windows = [1, 2, 3].map((month) => ({ start: `2028-0${month}-01`, end: `2028-0${month}-20` }));
  const waves = [1, 3, 5].map((capacity, index) => ({ capacity, ...(windows[index] ?? { start: "", end: "" }) }));
  const target = await family.addEdition({ stock: 9, perPersonLimit: 6, waves });
  const buyer = await app.person("viewer");
  for (const [quantity, wave] of [
    [3, 1],
    [2, 2],
    [1, 0],
  ] as const) {
    const [mover, chooser] = [await app.person("viewer"), await app.person("viewer")];
    const id = await family.reserve(mover, family.editionId, { quantity });
    const promise = await app.http("GET", `/api/editions/${target}/promise?quantity=${quantity}`, {
      cookie: buyer.cookie,
    });
    expect(promise.body).toMatchObject({ window: windows[wave], wave: { number: wave + 1 } });
    const { window, totalMinor = 0, refusal } = (await quotesOf(mover, id)).get(target) ?? {};
    expect({ window, refusal }).toEqual({ window: windows[wave], refusal: null });
    const expected = { totalMinor, windowEnd: window?.end ?? null };
    const moved = orderOf(await family.convert(mover, id, target, { expected }));
    expect(moved).toMatchObject({ quantity, window: windows[wave] });
    await family.act(mover, moved.id, "cancellation");
    const placed = preorderReceipt.parse((await family.place(chooser, target, { quantity })).body);
    expect(placed.window).toEqual(windows[wave]);
  }
});

test("an order that no wave has room for is told how many one wave takes, before and after it asks", async () => {
  const family = await openFamily(app, { stock: 20, perPersonLimit: 6 });
  const waves = [2, 3].map((capacity, index) => ({
    capacity,
    start: `2028-0${index + 1}-01`,
    end: `2028-0${index + 1}-20`,
  }));
  const target = await family.addEdition({ stock: 5, perPersonLimit: 6, waves });
  const buyer = await app.person("viewer");
  const id = await family.reserve(buyer, family.editionId, { quantity: 4 });
  expect((await quotesOf(buyer, id)).get(target)).toMatchObject({ refusal: "too_few_left", available: 3 });
  const expected = { totalMinor: 4 * 39_900, windowEnd: "2028-02-20" };
  for (const answer of [
    await family.convert(buyer, id, target, { expected }),
    await family.place(await app.person("viewer"), target, { quantity: 4 }),
  ])
    expect(answer).toMatchObject({ status: 409, body: { code: "too_few_left", available: 3 } });
  expect(await read(buyer, id)).toMatchObject({ state: "RESERVED", quantity: 4 });
});

test("a change cannot be used to get money back after the deadline", async () => {
  const family = await openFamily(app);
  const small = await family.addEdition({ priceMinor: 3000, depositMinor: 0 });
  const founders = await family.addEdition();
  const buyer = await app.person("viewer");
  const id = await family.reserve(buyer, family.editionId);
  await app.db.$executeRaw`UPDATE preorder SET refundable_until = now() WHERE id = ${id}::uuid`;
  expect(codeOf(await family.convert(buyer, id, small))).toBe("paid_more");
  expect((await quotesOf(buyer, id)).get(small)?.refusal).toBe("paid_more");
  const order = orderOf(await family.convert(buyer, id, founders));
  expect(order).toMatchObject({ canCancel: false, paidMinor: 4900 });
  expect(codeOf(await family.act(buyer, order.id, "cancellation"))).toBe("not_cancellable");
});

async function closed(family: Family): Promise<string> {
  const id = await family.addEdition();
  await app.http("PUT", `/api/editions/${id}/sales`, { cookie: family.host.cookie, body: { open: false } });
  return id;
}

/** What the rail took for an order, not what moved into it. */
async function chargesOf(preorderId: string) {
  return app.db.payment.findMany({
    where: { preorderId, kind: { not: "REFUND" }, creditOf: null },
    orderBy: { settledAt: "asc" },
  });
}

async function returnedTo(charges: { providerRef: string | null }[]): Promise<bigint[]> {
  const back = await app.db.testRailRefund.findMany();
  return charges.map(({ providerRef }) =>
    back.filter(({ charge }) => charge === providerRef).reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  );
}

async function quotesOf({ cookie }: { cookie: string }, id: string) {
  const { body } = await app.http("GET", `/api/preorders/${id}/conversions`, { cookie });
  return new Map(
    z
      .array(conversionQuote)
      .parse(body)
      .map((quote) => [quote.editionId, quote]),
  );
}

async function read({ cookie }: { cookie: string }, id: string) {
  return orderOf(await app.http("GET", `/api/preorders/${id}`, { cookie }));
}

const codeIfRefused = (answer: { status: number; body: unknown }) => (answer.status < 400 ? "done" : codeOf(answer));
const orderIdOf = ({ body }: { body: unknown }) => z.object({ id: z.string() }).parse(body).id;
