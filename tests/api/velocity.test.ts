import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { cookieFrom } from "#tests/support/http.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

test("every limit stops whoever it is about, says for how long, and stops nobody else", {
  timeout: 60_000,
}, async () => {
  const { editionId } = await app.openEdition({ stock: 400, perPersonLimit: 400 });
  const place = (cookie: string | undefined, more: object = {}) =>
    app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId, ...more } });

  const fast = await app.person("viewer");
  await expectStop(() => place(fast.cookie), 20);
  expect((await place((await app.person("viewer")).cookie)).status).toBe(201);

  const accounts = await app.buyers(60);
  const contact = `${randomUUID()}@example.com`;
  let next = 0;
  await expectStop(() => place(accounts[next++]?.cookie, { contact: contact.replace("@", `+${next}@`) }), 40);
  expect((await place(accounts[59]?.cookie, { contact: `${randomUUID()}@example.com` })).status).toBe(201);

  const waiting = await app.person("viewer");
  const { editionId: soldOut } = await app.openEdition({ stock: 0 });
  const join = () =>
    app.http("POST", `/api/editions/${soldOut}/line`, { cookie: waiting.cookie, key: randomUUID(), body: {} });
  await expectStop(join, 20);

  const tester = await app.person("viewer");
  const { id } = preorderReceipt.parse((await place(tester.cookie)).body);
  const decline = (card = "decline") =>
    app.http("POST", `/api/preorders/${id}/deposit`, { cookie: tester.cookie, body: { card } });
  await expectStop(() => decline(), 10);
  expect((await decline("approve")).status).toBe(429);
});

test("five hundred guests behind one address each become somebody, order, and pay", { timeout: 120_000 }, async () => {
  const { editionId } = await app.openEdition({ stock: 500, perPersonLimit: 1 });
  const statuses = new Map<string, number>();
  const note = (step: string, status: number) =>
    statuses.set(`${step} ${status}`, (statuses.get(`${step} ${status}`) ?? 0) + 1);
  await inGroups(500, 25, async (index) => {
    const door = await app.http("POST", "/api/auth/sign-in/anonymous", { body: {} });
    note("enter", door.status);
    const cookie = cookieFrom(door);
    const body = { editionId, contact: `person-${index}-${randomUUID()}@example.com` };
    const placed = await patiently("/api/preorders", { cookie, key: randomUUID(), body });
    note("place", placed.status);
    const { id } = preorderReceipt.parse(placed.body);
    note("pay", (await patiently(`/api/preorders/${id}/deposit`, { cookie, body: {} })).status);
  });
  expect(Object.fromEntries(statuses)).toEqual({ "enter 200": 500, "place 201": 500, "pay 200": 500 });
  expect(await readStock(app.db, editionId)).toEqual({ available: 0, held: 0, sold: 500 });
});

test("a quantity is a whole number or nothing: no text, no fraction, no sign, no trick of writing", async () => {
  const { editionId } = await app.openEdition({ stock: 100, perPersonLimit: 2 });
  const send = async (quantity: string) => {
    const { cookie } = await app.person("viewer");
    const raw = `{"editionId":"${editionId}","quantity":${quantity}}`;
    return app.http("POST", "/api/preorders", { cookie, key: randomUUID(), raw });
  };
  const wrong = [
    '"1"',
    '"1.0"',
    "1.5",
    "-1",
    "0",
    "-0.0",
    "null",
    "true",
    "[1]",
    "{}",
    "1e4",
    "1e400",
    '""',
    "1001",
    "9007199254740993",
  ];
  for (const quantity of wrong) expect([quantity, (await send(quantity)).status]).toEqual([quantity, 422]);
  for (const quantity of ["NaN", "Infinity", "0x1", "01", "1_0", "+1", "1n", ".5", ""])
    expect([quantity, (await send(quantity)).status]).toEqual([quantity, 400]);
  // JSON knows one kind of number: these are exactly the integers one and a thousand, and are counted as such.
  expect(preorderReceipt.parse((await send("1.0")).body).quantity).toBe(1);
  expect((await send("1e3")).body).toMatchObject({ code: "over_limit" });
  expect(await readStock(app.db, editionId)).toEqual({ available: 99, held: 1, sold: 0 });
});

test("the price, the state, the buyer and everything else that is not asked for is refused, not ignored", async () => {
  const { editionId } = await app.openEdition();
  const { cookie, id } = await app.person("viewer");
  const extras = {
    priceMinor: 1,
    unitMinor: 1,
    depositMinor: 0,
    state: "RESERVED",
    userId: id,
    paidMinor: 24_900,
    __v: 1,
  };
  for (const [name, value] of Object.entries(extras)) {
    const body = { editionId, [name]: value };
    const answer = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_body", field: name } });
  }
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(0);
});

test("one key is one body: another quantity, edition, drop, currency, city or contact is refused and nothing is written", async () => {
  const host = await app.person("host");
  const { editionId, showId } = await app.openEdition({ stock: 50, perPersonLimit: 9 }, host.email);
  const other = await app.openEdition();
  await app.db.editionPrice.create({ data: { editionId, currency: "EUR", priceMinor: 3000n, depositMinor: 500n } });
  const city = await app.db.deliveryCity.create({ data: { name: `City ${randomUUID()}` } });
  const made = await app.http("POST", `/api/shows/${showId}/drops`, {
    cookie: host.cookie,
    body: { editionId, title: "A drop", units: 5 },
  });
  const { id: dropId } = z.object({ id: z.string() }).parse(made.body);
  const { cookie } = await app.person("viewer");
  const key = randomUUID();
  const body = { editionId, quantity: 1, contact: "me@example.com" };
  const send = (more: object) => app.http("POST", "/api/preorders", { cookie, key, body: { ...body, ...more } });
  const first = await send({});
  expect(first.status).toBe(201);
  expect((await send({})).text).toBe(first.text);
  expect((await send({ contact: "ME@example.com" })).text).toBe(first.text);
  expect((await send({ contact: undefined })).text).toBe(first.text);
  expect((await send({ currency: "CNY" })).text).toBe(first.text);
  const others = [
    { quantity: 2 },
    { editionId: other.editionId },
    { dropId },
    { currency: "EUR" },
    { cityId: city.id },
    { contact: "you@example.com" },
  ];
  for (const more of others)
    expect([more, await send(more)]).toMatchObject([more, { status: 422, body: { code: "key_reused" } }]);
  expect(await app.db.preorder.count({ where: { idemKey: key } })).toBe(1);
});

test("a place in a line has one body a key too", async () => {
  const { editionId } = await app.openEdition({ stock: 0, perPersonLimit: 3 });
  const { cookie } = await app.person("viewer");
  const key = randomUUID();
  const join = (body: object) => app.http("POST", `/api/editions/${editionId}/line`, { cookie, key, body });
  const first = await join({ contact: "me@example.com" });
  expect(first.status).toBe(201);
  expect((await join({ contact: "me@example.com" })).text).toBe(first.text);
  for (const body of [{ quantity: 2 }, { contact: "you@example.com" }])
    expect(await join(body)).toMatchObject({ status: 422, body: { code: "key_reused" } });
  expect(await app.db.queueEntry.count({ where: { editionId } })).toBe(1);
});

/** The first `most` calls pass the limit, however they end; the next says how long to wait. */
async function expectStop(call: () => ReturnType<App["http"]>, most: number) {
  for (let n = 0; n < most; n += 1) expect([n, (await call()).status === 429]).toEqual([n, false]);
  const stopped = await call();
  expect(stopped).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(Number(stopped.headers["retry-after"])).toBeGreaterThan(0);
}

/** As every page of ours: what a busy machine cannot take now is sent again. A limit is not that, and would show. */
async function patiently(path: string, call: Parameters<App["http"]>[2]) {
  for (let tries = 1; ; tries += 1) {
    const answer = await app.http("POST", path, call);
    if (answer.status !== 503 || tries === 20) return answer;
    await new Promise((resume) => setTimeout(resume, 500));
  }
}

async function inGroups(count: number, size: number, work: (index: number) => Promise<void>) {
  for (let from = 0; from < count; from += size)
    await Promise.all(Array.from({ length: Math.min(size, count - from) }, (_, index) => work(from + index)));
}
