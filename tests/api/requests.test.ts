import { request as openRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { z } from "zod";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine } from "#tests/support/sockets.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});

afterAll(() => app.stop());

const product = () => ({ slug: `p-${crypto.randomUUID()}`, name: "A product" });

describe("another site's page", () => {
  it.each([
    ["its Origin", { origin: "https://evil.example" }],
    ["an Origin that hides", { origin: "null" }],
    ["our name inside its own", { origin: "http://127.0.0.1.evil.example" }],
    ["the browser's word alone", { "sec-fetch-site": "cross-site" }],
  ])("cannot write with the visitor's cookie: %s gives it away", async (_, headers) => {
    const before = await app.db.product.count();
    const answer = await app.http("POST", "/api/products", { cookie: host.cookie, body: product(), headers });
    expect(answer).toMatchObject({ status: 403, body: { code: "foreign_origin" } });
    expect(await app.db.product.count()).toBe(before);
  });

  it("opens no line, and neither does a cookie that comes without an Origin", async () => {
    await expect(openLine(app.url, { origin: "https://evil.example" })).rejects.toThrow();
    await expect(openLine(app.url, { origin: null, cookie: host.cookie })).rejects.toThrow();
    (await openLine(app.url, { origin: null })).disconnect();
  });

  it("is not our own page, which may do both", async () => {
    const headers = { origin: app.url };
    const answer = await app.http("POST", "/api/products", { cookie: host.cookie, body: product(), headers });
    expect(answer.status).toBe(201);
    (await openLine(app.url, { cookie: host.cookie })).disconnect();
  });
});

describe("a body", () => {
  it("that is too large is refused, whether it says so or not", async () => {
    const raw = JSON.stringify({ ...product(), description: "x".repeat(70_000) });
    const announced = await app.http("POST", "/api/products", { cookie: host.cookie, raw });
    expect(announced).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    expect(await sendInPieces("/api/products", raw)).toBe(413);
    const large = "x".repeat(5 * 1024 * 1024 + 1);
    const csv = { cookie: host.cookie, raw: large, headers: { "content-type": "text/csv" } };
    expect((await app.http("POST", "/api/catalog/import", csv)).status).toBe(413);
  });

  it("that arrives in pieces of unknown length is read all the same", async () => {
    expect(await sendInPieces("/api/products", JSON.stringify(product()))).toBe(201);
  });

  it("of another kind is refused as such", async () => {
    const headers = { "content-type": "text/plain" };
    const answer = await app.http("POST", "/api/products", { cookie: host.cookie, raw: "slug=x", headers });
    expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
    const image = { cookie: host.cookie, raw: "GIF89a", headers: { "content-type": "image/gif" } };
    expect((await app.http("POST", "/api/catalog/import", image)).status).toBe(415);
  });

  it.each(["{", "", "nonsense", '{"slug":', "\u0000"])("that is not JSON is refused: %j", async (raw) => {
    const answer = await app.http("POST", "/api/products", { cookie: host.cookie, raw });
    expect(answer).toMatchObject({ status: 400, body: { code: "malformed_json" } });
  });

  it.each([
    ["an unknown field", { extra: 1 }, "extra"],
    ["a NUL in the name", { name: "a\u0000b" }, "name"],
    ["a NUL in the text", { description: "\u0000" }, "description"],
    ["a name of nothing but spaces", { name: "   " }, "name"],
    ["an address in capitals", { slug: "Petrel" }, "slug"],
    ["a picture from a script", { image: "javascript:alert(1)" }, "image"],
  ])("with %s is refused with the field named, and nothing is written", async (_, fault, field) => {
    const before = await app.db.product.count();
    const body = { ...product(), ...fault };
    const answer = await app.http("POST", "/api/products", { cookie: host.cookie, body });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_body", field } });
    expect(await app.db.product.count()).toBe(before);
  });

  it("with a fault deep inside names the way to it", async () => {
    const made = z
      .object({ id: z.string() })
      .parse((await app.http("POST", "/api/products", { cookie: host.cookie, body: product() })).body);
    const waves = [{ capacity: 5, start: "2027-02-02", end: "2027-02-01" }];
    const money = { priceMinor: 100, depositMinor: 10, currency: "CNY" };
    const body = { sku: "DEEP", name: "An edition", stock: 5, waves, ...money };
    const answer = await app.http("POST", `/api/products/${made.id}/editions`, { cookie: host.cookie, body });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_body", field: "waves.0.end" } });
  });
});

describe("a refusal", () => {
  const problem = z.strictObject({
    type: z.string().startsWith("urn:launchroom:refusal:"),
    status: z.int(),
    code: z.string(),
    title: z.string().min(5),
    field: z.string().optional(),
    retryAfter: z.number().optional(),
    reason: z.string().optional(),
  });

  it.each([
    ["GET", "/api/nothing", 404],
    ["GET", "/api/shows/not-an-id", 404],
    ["GET", "/api/shows/00000000-0000-4000-8000-000000000000", 404],
    ["GET", "/api/preorders", 401],
    ["POST", "/api/products", 422],
    ["DELETE", "/api/shows", 404],
  ])("of %s %s is problem+json that is not kept anywhere", async (method, path, status) => {
    const answer = await app.http(method, path);
    expect(problem.parse(answer.body).status).toBe(status);
    expect(answer).toMatchObject({
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    });
  });

  it("of too many orders says how long to wait", async () => {
    const [buyer] = await app.buyers(1);
    const call = { cookie: buyer?.cookie, key: "a-key-of-mine", body: { editionId: crypto.randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 40 }, () => app.http("POST", "/api/preorders", call)));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(15);
    for (const { headers, body } of limited) {
      expect(body).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    }
  });
});

test("five hundred buyers behind one address are five hundred people", async () => {
  const { editionId } = await app.openEdition({ stock: 500 });
  const buyers = await app.buyers(500);
  const order = ({ cookie }: { cookie: string }) =>
    app.http("POST", "/api/preorders", { cookie, key: crypto.randomUUID(), body: { editionId } });
  const answers = await Promise.all(buyers.map(order));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
});

test("the document is OpenAPI 3.1, complete with an answer and a reader for every route", async () => {
  const { body } = await app.http("GET", "/api/openapi.json");
  const operation = z.object({
    summary: z.string().min(3),
    tags: z.array(z.string()).length(1),
    responses: z.record(z.string(), z.object({ description: z.string() })),
    "x-access": z.string(),
  });
  const document = z
    .object({
      openapi: z.literal("3.1.0"),
      info: z.object({ title: z.literal("Launchroom"), version: z.string() }),
      paths: z.record(z.string().startsWith("/api/"), z.record(z.string(), operation)),
    })
    .parse(body);
  for (const path of Object.keys(document.paths)) expect(path).not.toContain(":");
  const named = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  const { components } = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) }).parse(body);
  expect(named.filter((name) => !name || !(name in components.schemas))).toEqual([]);
});

test("the reference at /api/docs is served from here, with nothing from elsewhere", async () => {
  const page = await app.http("GET", "/api/docs");
  expect(page).toMatchObject({ status: 200, headers: { "content-type": expect.stringContaining("text/html") } });
  expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  expect((await app.http("GET", "/api/docs/swagger-ui-bundle.js")).status).toBe(200);
  expect((await app.http("GET", "/api/docs/package.json")).status).toBe(404);
});

test("/live and /ready say that the process turns and can sell", async () => {
  expect(await app.http("GET", "/live")).toMatchObject({ status: 200, body: { live: true } });
  expect(await app.http("GET", "/ready")).toMatchObject({
    status: 200,
    body: { database: true, disk: true, open: true },
  });
});

/** A body of unknown length, in two pieces. */
function sendInPieces(path: string, text: string): Promise<number> {
  const headers = { cookie: host.cookie, "content-type": "application/json", "transfer-encoding": "chunked" };
  return new Promise((resolve, reject) => {
    const outgoing = openRequest(`${app.url}${path}`, { method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on("error", reject);
    outgoing.write(text.slice(0, 20));
    outgoing.end(text.slice(20));
  });
}
