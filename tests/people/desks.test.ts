import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let owner: Person;

beforeAll(async () => {
  app = await startApp();
  owner = await app.person("owner");
});

afterAll(() => app.stop());

test("a producer of one show works that desk, its drops and its sales, and no other", async () => {
  const [mine, other] = [await app.openEdition(), await app.openEdition()];
  const hand = await app.person("viewer");
  expect(await pin(hand, mine.showId), "before").toBe(403);
  await give(hand, mine.showId, "producer");
  await expect.poll(() => pin(hand, mine.showId), soon).toBe(200);
  expect(await pin(hand, other.showId)).toBe(404);
  expect(await switchSales(hand, mine.editionId)).toBe(200);
  expect(await switchSales(hand, other.editionId)).toBe(404);
  const drop = { editionId: mine.editionId, title: "A drop", units: 1 };
  expect((await call(hand, "POST", `/api/shows/${mine.showId}/drops`, drop)).status).toBe(201);
  const strange = { productId: other.productId };
  expect((await call(hand, "POST", `/api/shows/${mine.showId}/products`, strange)).status, "of another host").toBe(404);
  expect(await app.db.showProduct.count({ where: { showId: mine.showId } })).toBe(1);
  expect((await call(hand, "PATCH", `/api/editions/${mine.editionId}`, { name: "Theirs" })).status).toBe(403);
  const [act] = await app.db.auditLog.findMany({ where: { actorId: hand.id, action: "drop.prepared" } });
  expect(act, "what they did stands under their name").toBeDefined();
});

test("a moderator of a show works no desk, and a host none but their own", async () => {
  const { showId } = await app.openEdition();
  const [moderator, host] = [await app.person("viewer"), await app.person("host")];
  await give(moderator, showId, "moderator");
  expect(await pin(moderator, showId)).toBe(403);
  expect(await pin(host, showId)).toBe(404);
  await give(host, showId, "producer");
  await expect.poll(() => pin(host, showId), soon).toBe(200);
});

test("what a producer ends closes the sales of the host whose show it is", async () => {
  const { showId, editionId } = await app.openEdition();
  const producer = await app.person("producer");
  expect((await call(producer, "POST", `/api/shows/${showId}/end`, { closeSales: true })).status).toBe(200);
  expect(await app.db.edition.findUniqueOrThrow({ where: { id: editionId } })).toMatchObject({ salesOpen: false });
});

test("nothing that a producer is sent, over HTTP or the socket, says what was taken", { timeout: 60_000 }, async () => {
  const price = 7_351_913;
  const deposit = 1_117_331;
  const shop = await app.openEdition({ priceMinor: price, depositMinor: deposit, perPersonLimit: 3 });
  const producer = await app.person("viewer");
  await give(producer, shop.showId, "producer");
  await expect.poll(() => pin(producer, shop.showId), soon).toBe(200);
  const line = await openLine(app.url, { cookie: producer.cookie });
  const heard: string[] = [];
  line.onAny((...packet) => heard.push(JSON.stringify(packet)));
  expect((await say(line, "join", { showId: shop.showId, watching: false })).ok).toBe(true);
  expect(await say(line, "watchBoard", { showId: shop.showId })).toMatchObject({ ok: false, code: "not_allowed" });

  for (const quantity of [2, 3]) {
    const buyer = await app.person("viewer");
    const body = { editionId: shop.editionId, quantity, contact: buyer.email };
    const placed = await app.http("POST", "/api/preorders", { cookie: buyer.cookie, key: randomUUID(), body });
    expect(placed.status).toBe(201);
    const { id } = await app.db.preorder.findFirstOrThrow({ where: { userId: buyer.id } });
    expect((await call(buyer, "POST", `/api/preorders/${id}/deposit`, {})).status).toBe(200);
  }
  await expect.poll(() => line.frames.flatMap(({ orders }) => orders).length, soon).toBe(2);
  await expect.poll(() => line.frames.at(-1)?.stock.some(({ sold }) => sold === 5) ?? true, soon).toBe(true);

  const { paths } = document.parse((await app.http("GET", "/api/openapi.json")).body);
  const reads = Object.keys(paths).filter((path) => "get" in (paths[path] ?? {}));
  const ids = { "/shows/": shop.showId, "/products/": shop.productId, "/editions/": shop.editionId };
  for (const path of reads) {
    const [, id = randomUUID()] = Object.entries(ids).find(([noun]) => path.includes(noun)) ?? [];
    const { status, text } = await app.http("GET", path.replace("{id}", id), { cookie: producer.cookie });
    if (status === 200) heard.push(`${path} ${text}`);
  }
  // Prices are everybody's to read; what they add up to is not.
  const sums = [2, 3, 5].flatMap((units) => [price * units, deposit * units, (price - deposit) * units]);
  for (const said of heard) for (const sum of sums) expect(said).not.toContain(String(sum));
  expect(
    heard.some((said) => said.includes(`/api/shows/{id}/sales`)),
    "the desk was looked at",
  ).toBe(true);
  const reader = await app.person("finance");
  const board = await app.http("GET", `/api/ops/shows/${shop.showId}/board`, { cookie: reader.cookie });
  expect(board.text, "the sums exist").toContain(String(deposit * 5));
  line.disconnect();
});

test("whoever loses a show's desk is cut off there at once, whoever wrote it", async () => {
  const { showId } = await app.openEdition();
  const hand = await app.person("viewer");
  await give(hand, showId, "producer");
  await expect.poll(() => pin(hand, showId), soon).toBe(200);
  const line = await openLine(app.url, { cookie: hand.cookie });
  expect((await say(line, "join", { showId, watching: false })).ok).toBe(true);
  const told = Promise.withResolvers<void>();
  line.on("signedOut", told.resolve);
  // As another process would.
  await app.db.$executeRaw`DELETE FROM show_role WHERE user_id = ${hand.id}::uuid`;
  await told.promise;
  await expect.poll(() => line.connected, soon).toBe(false);
  await expect.poll(() => pin(hand, showId), soon).toBe(403);
});

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const call = ({ cookie }: Person, method: string, path: string, body?: unknown) =>
  app.http(method, path, { cookie, body });

const give = async ({ id }: Person, showId: string, role: "producer" | "moderator") =>
  expect((await call(owner, "PUT", `/api/settings/people/${id}/shows/${showId}`, { role })).status).toBe(200);

const pin = async (hand: Person, showId: string) =>
  (await call(hand, "PUT", `/api/shows/${showId}/pin`, { productId: null })).status;

const switchSales = async (hand: Person, editionId: string) =>
  (await call(hand, "PUT", `/api/editions/${editionId}/sales`, { open: false })).status;
