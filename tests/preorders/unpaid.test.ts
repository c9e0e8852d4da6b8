import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { flagHoarders } from "#lib/orders/flag-hoarders.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openDropStage } from "#tests/support/drops.ts";
import { codeOf } from "#tests/support/family.ts";
import type { Answer } from "#tests/support/http.ts";
import { openLine } from "#tests/support/sockets.ts";
import { proveForSale } from "#tests/support/solve.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ TRUSTED_PROXIES: "loopback" });
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

type Wish = { cookie: string; editionId: string; from?: string; proof?: string; quantity?: number; key?: string };

/** Presses once; `patiently` asks again with the same key where the server is too busy, as a browser does. */
async function order({ cookie, editionId, from = "203.0.113.7", key = randomUUID(), ...more }: Wish): Promise<Answer> {
  const body = { editionId, contact: `${randomUUID()}@example.com`, ...more };
  const call = { cookie, key, body, headers: { "x-forwarded-for": from } };
  return patiently(() => app.http("POST", "/api/preorders", call));
}

async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
  }
}

const guest = () => app.person("guest");

test("500 invented guests of one address do not take the stock; 500 real ones there, who prove work and pay, get in", {
  timeout: 180_000,
}, async () => {
  const { editionId } = await app.openEdition({ stock: 600, perPersonLimit: 1 });
  const codes = new Map<string, number>();
  await inGroups(500, 50, async () => {
    const { status, body } = await order({ cookie: (await guest()).cookie, editionId });
    const told = status === 201 ? "held" : codeOf({ body });
    codes.set(told, (codes.get(told) ?? 0) + 1);
  });
  expect(Object.fromEntries(codes)).toEqual({ held: 25, proof_required: 475 });
  expect(await readStock(app.db, editionId)).toEqual({ available: 575, held: 25, sold: 0 });
  await flagHoarders(app.made);
  expect(await app.db.preorderFlag.count({ where: { rule: "address" } }), "marked for operators").toBe(25);

  await inGroups(500, 25, async () => {
    const { cookie } = await guest();
    expect(codeOf(await order({ cookie, editionId }))).toBe("proof_required");
    const placed = await order({ cookie, editionId, proof: await proveForSale(app, cookie, editionId) });
    expect(placed.status).toBe(201);
    const { id } = preorderReceipt.parse(placed.body);
    expect((await patiently(() => app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} }))).status).toBe(
      200,
    );
  });
  expect(await readStock(app.db, editionId)).toEqual({ available: 75, held: 25, sold: 500 });
});

test("guests who prove work and never pay hold half of the stock from one address at most, and not for ever", {
  timeout: 60_000,
}, async () => {
  const { editionId } = await app.openEdition({ stock: 12, perPersonLimit: 1 });
  const hold = async (from: string) => {
    const { cookie } = await guest();
    return order({ cookie, editionId, from, proof: await proveForSale(app, cookie, editionId) });
  };
  // One /64 is one household, whatever it calls itself.
  const here = (n: number) => `2001:db8:5:6:${n.toString(16)}::1`;
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => hold(here(index))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(6).fill(201), ...Array(4).fill(429)]);
  expect(answers.find(({ status }) => status === 429)).toMatchObject({
    headers: { "retry-after": "10" },
    body: { code: "too_many_unpaid" },
  });
  expect((await hold("2001:db8:5:7::1")).status, "a neighbour").toBe(201);
  await lapse(editionId);
  expect(codeOf(await hold(here(99))), "in turns").toBe("too_many_unpaid");
  expect(await readStock(app.db, editionId)).toEqual({ available: 12, held: 0, sold: 0 });
  await app.db
    .$executeRaw`UPDATE preorder SET state_changed_at = now() - interval '2 hours' WHERE edition_id = ${editionId}::uuid`;
  expect((await hold(here(99))).status).toBe(201);
});

test("many at once over many addresses hold a tenth without proof, and one browser's guests five units", async () => {
  const { editionId } = await app.openEdition({ stock: 200, perPersonLimit: 1 });
  const spread = await Promise.all(
    Array.from({ length: 40 }, async (_, n) =>
      order({ cookie: (await guest()).cookie, editionId, from: `198.51.100.${n}` }),
    ),
  );
  expect(spread.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(spread.filter((answer) => answer.status === 403 && codeOf(answer) === "proof_required")).toHaveLength(20);

  const { editionId: other } = await app.openEdition({ stock: 200, perPersonLimit: 1 });
  const viewer = "launchroom.viewer=one-browser-of-somebody";
  const answers: Answer[] = [];
  for (let n = 0; n < 8; n += 1) {
    const { cookie } = await guest();
    const proof = await proveForSale(app, cookie, other);
    answers.push(await order({ cookie: `${cookie}; ${viewer}`, editionId: other, from: `198.51.100.${n}`, proof }));
  }
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429, 429, 429]);
});

test("an account that let three holds run out in a day waits, another buys, and what was answered yes stays yes", async () => {
  const { editionId } = await app.openEdition({ stock: 9, perPersonLimit: 1 });
  const [buyer, other] = await Promise.all([app.person("viewer"), app.person("viewer")]);
  const line = await openLine(app.url, { cookie: buyer.cookie });
  const heard: string[] = [];
  line.on("order", ({ state }) => heard.push(state));
  for (let n = 0; n < 3; n += 1) {
    expect((await order({ cookie: buyer.cookie, editionId })).status, "what ran out counts to no limit").toBe(201);
    await lapse(editionId);
  }
  await expect.poll(() => heard, soon).toEqual(["EXPIRED", "EXPIRED", "EXPIRED"]);
  line.disconnect();
  expect(await order({ cookie: buyer.cookie, editionId })).toMatchObject({
    status: 429,
    body: { code: "too_many_unpaid" },
  });
  const key = randomUUID();
  const first = await order({ cookie: other.cookie, editionId, key });
  expect(first.status).toBe(201);
  expect(await app.db.preorder.count({ where: { editionId, state: "HELD" } })).toBe(1);
});

test("a hold that was prolonged in the moment in which it was to run out stays", async () => {
  const { editionId } = await app.openEdition({ stock: 3 });
  const placed = await order({ cookie: (await app.person("viewer")).cookie, editionId });
  const { id } = preorderReceipt.parse(placed.body);
  await app.db.$queryRaw`SELECT move_preorders(${editionId}::uuid, ARRAY[${id}]::uuid[], '{HELD}', 'EXPIRED', true)`;
  expect(await readStock(app.db, editionId)).toEqual({ available: 2, held: 1, sold: 0 });
});

test("the same key gives the same order, also where a new one would have to prove work", async () => {
  const { editionId } = await app.openEdition({ stock: 10, perPersonLimit: 1 });
  const body = { editionId, contact: `${randomUUID()}@example.com` };
  const { cookie } = await guest();
  const once = { cookie, key: randomUUID(), body };
  const first = await app.http("POST", "/api/preorders", once);
  for (let n = 0; n < 6; n += 1)
    await app.http("POST", "/api/preorders", {
      ...once,
      ...(await guest()),
      key: randomUUID(),
      body: { ...body, contact: `${n}@b.example` },
    });
  expect(await app.http("POST", "/api/preorders", once)).toMatchObject({ status: 201, body: first.body });
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(5);
});

test("beside a drop that asks for work, the same edition asks for it on open sale too, of accounts as well", async () => {
  const stage = await openDropStage(app, { stock: 50 }, { challenge: true });
  const { editionId } = stage;
  const { cookie } = await app.person("viewer");
  expect((await order({ cookie: (await app.person("viewer")).cookie, editionId })).status, "only prepared").toBe(201);
  await stage.act("arm");
  expect(codeOf(await order({ cookie, editionId }))).toBe("proof_required");
  const thief = (await app.person("viewer")).cookie;
  const proof = await proveForSale(app, cookie, editionId);
  expect(codeOf(await order({ cookie: thief, editionId, proof })), "somebody else's").toBe("proof_required");
  expect((await order({ cookie, editionId, proof })).status).toBe(201);
});

/** Time passes until every hold has run out. */
async function lapse(editionId: string) {
  await app.db
    .$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE edition_id = ${editionId}::uuid AND state = 'HELD'`;
  await expireHolds(app.made);
}

async function inGroups(count: number, size: number, act: (index: number) => Promise<void>) {
  for (let start = 0; start < count; start += size)
    await Promise.all(Array.from({ length: Math.min(size, count - start) }, (_, index) => act(start + index)));
}
