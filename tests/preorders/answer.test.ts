import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";
import type { Answer, Call } from "#tests/support/http.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

/** Every one of them makes the request unusual, so that the API answers it and not the short way. */
const detours: [string, (call: Call) => Call][] = [
  ["names its charset", (call) => ({ ...call, headers: { "content-type": "application/json; charset=utf-8" } })],
  ["pads its body", (call) => ({ ...call, raw: JSON.stringify(call.body) + " ".repeat(5000), body: undefined })],
];

test.each(detours)("whoever asks, and however often, is answered alike when the request %s", async (_, detour) => {
  const open = await app.openEdition({ stock: 10 });
  const gone = await app.openEdition({ stock: 1 });
  const [early, late] = await app.buyers(2);
  const guest = await app.person("guest");
  const order = (editionId: string, more: object = {}) => ({ key: randomUUID(), body: { editionId, ...more } });
  await app.http("POST", "/api/preorders", { cookie: early?.cookie, ...order(gone.editionId) });
  const questions: [string, number, Call][] = [
    ["an order", 201, { cookie: early?.cookie, ...order(open.editionId) }],
    ["one too many", 409, { cookie: early?.cookie, ...order(open.editionId) }],
    ["more than are left", 409, { cookie: late?.cookie, ...order(open.editionId, { quantity: 11 }) }],
    ["one that is gone", 409, { cookie: late?.cookie, ...order(gone.editionId) }],
    ["one that is gone, of its buyer", 409, { cookie: early?.cookie, ...order(gone.editionId) }],
    ["one that never was", 404, { cookie: late?.cookie, ...order(randomUUID()) }],
    ["nobody", 401, order(open.editionId)],
    ["a stranger's cookie", 401, { cookie: "launchroom.session_token=a.b", ...order(open.editionId) }],
    ["a guest without an address", 422, { cookie: guest.cookie, ...order(open.editionId) }],
    ["no key", 400, { cookie: late?.cookie, body: { editionId: open.editionId } }],
    ["another site's page", 403, { cookie: late?.cookie, ...order(open.editionId), headers: foreign }],
    ["a strange field", 422, { cookie: late?.cookie, ...order(open.editionId, { price: 1 }) }],
    ["no edition", 422, { cookie: late?.cookie, ...order("") }],
    ["no JSON", 400, { cookie: late?.cookie, raw: "{" }],
    ["nothing at all", 400, { cookie: late?.cookie, raw: "" }],
  ];
  const isKnown = async () => {
    // News of the opening may come late and take the memory away again: the next who asks brings it back.
    await app.http("POST", "/api/preorders", {
      cookie: guest.cookie,
      ...order(gone.editionId, { contact: "a@example.com" }),
    });
    return app.made.engine.soldOut.answerTo(late?.id ?? "", { editionId: gone.editionId });
  };
  await expect.poll(isKnown, soon).toBeDefined();
  for (const [who, status, call] of questions) {
    const short = await app.http("POST", "/api/preorders", call);
    const long = await app.http("POST", "/api/preorders", {
      ...detour(call),
      headers: { ...detour(call).headers, ...call.headers },
    });
    expect(short.status, who).toBe(status);
    expect(essence(long), who).toEqual(essence(short));
  }
});

test("too many orders are counted together, whichever way they came", async () => {
  const [buyer] = await app.buyers(1);
  const statuses: number[] = [];
  for (let n = 0; n < 22; n += 1) {
    const call = { cookie: buyer?.cookie, key: randomUUID(), body: { editionId: randomUUID() } };
    const [, detour] = detours[n % 2] ?? [];
    statuses.push((await app.http("POST", "/api/preorders", n % 3 === 0 && detour ? detour(call) : call)).status);
  }
  expect(statuses).toEqual([...Array(20).fill(404), 429, 429]);
});

test("a body in crumbs, and the next request on the same line, are both answered", async () => {
  const { editionId } = await app.openEdition({ perPersonLimit: 5 });
  const [buyer] = await app.buyers(1);
  const body = JSON.stringify({ editionId });
  const head = (key: string) =>
    `POST /api/preorders HTTP/1.1\r\nhost: x\r\ncookie: ${buyer?.cookie}\r\nidempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const line = connect(Number(new URL(app.url).port), "127.0.0.1");
  line.setNoDelay(true);
  let heard = "";
  line.on("data", (text) => {
    heard += String(text);
  });
  for (const crumb of [head("first-order-1"), body.slice(0, 7), body.slice(7, 20), body.slice(20)]) {
    line.write(crumb);
    await new Promise((resume) => setTimeout(resume, 30));
  }
  line.write(`${head("second-order-1")}${body}${head("third-order-1")}${body}`);
  await expect.poll(() => heard.match(/HTTP\/1\.1 201/g)?.length, soon).toBe(3);
  line.destroy();
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(3);
});

test("a caller who hangs up in the middle of a body leaves nothing behind", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const line = connect(Number(new URL(app.url).port), "127.0.0.1");
  line.write(
    `POST /api/preorders HTTP/1.1\r\nhost: x\r\ncookie: ${buyer?.cookie}\r\nidempotency-key: never-sent-1\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{"editionId":"${editionId}"`,
  );
  await new Promise((resume) => setTimeout(resume, 50));
  line.destroy();
  expect((await app.http("GET", "/live")).status).toBe(200);
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(0);
});

test("closed sales are refused from memory, and open again at once", async () => {
  const host = await app.person("host");
  const { editionId } = await app.openEdition({}, host.email);
  const [buyer, other] = await app.buyers(2);
  const order = (cookie: string | undefined) =>
    app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
  expect((await order(buyer?.cookie)).status).toBe(201);
  const sales = (open: boolean) =>
    app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open } });
  await sales(false);
  const closed = { status: 409, body: { code: "sales_closed", available: 499 } };
  const remembered = async () => {
    // The news that sales were closed comes back to this process too, and makes it forget what it asked before.
    expect(await order(other?.cookie)).toMatchObject(closed);
    return app.made.engine.soldOut.answerTo(other?.id ?? "", { editionId })?.code;
  };
  await expect.poll(remembered, { ...soon, interval: 250 }).toBe("sales_closed");
  expect(app.made.engine.soldOut.answerTo(buyer?.id ?? "", { editionId })).toBeUndefined();
  expect(await order(other?.cookie)).toMatchObject(closed);
  await sales(true);
  expect((await order(other?.cookie)).status).toBe(201);
});

test("an edition without a delivery window sells as soon as somebody adds one", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const order = () =>
    app.http("POST", "/api/preorders", { cookie: buyer?.cookie, key: randomUUID(), body: { editionId } });
  const wave = await app.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  await app.db.deliveryWave.delete({ where: { id: wave.id } });
  expect(await order()).toMatchObject({ status: 409, body: { code: "sales_closed" } });
  await app.db.deliveryWave.create({ data: wave });
  expect((await order()).status).toBe(201);
});

const foreign = { origin: "https://evil.example" };

/** An answer without what differs between any two. */
function essence({ status, headers, body }: Answer) {
  const { date: _, "content-length": __, ...lasting } = headers;
  const facts = typeof body === "object" && body ? { ...body, id: null, placedAt: null } : body;
  return { status, lasting, facts };
}
