import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Board } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("the board follows every order within a second and equals a recount in SQL", async () => {
  const { showId, editionId } = await app.openEdition({ stock: 40 });
  const operator = await app.person("ops");
  const line = await openLine(app.url, { cookie: operator.cookie });
  const boards: Board[] = [];
  line.on("board", (board) => boards.push(board));
  expect(await say(line, "watchBoard", { showId })).toMatchObject({ ok: true, data: { showId, money: [] } });

  const buyers = await app.buyers(24);
  const settled = async ({ cookie }: { cookie: string }, index: number) => {
    const placed = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
    const { id } = preorderReceipt.parse(placed.body);
    if (index % 4 > 0) await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
    if (index % 4 > 2) await app.http("POST", `/api/preorders/${id}/cancellation`, { cookie });
  };
  await Promise.all(buyers.map(settled));
  const truth = await recount(showId);
  expect(truth).toMatchObject({ orders: { held: 6, reserved: 12, cancelled: 6 } });
  await expect.poll(() => figuresOf(boards.at(-1)), soon).toEqual(truth);
  expect(boards.at(-1)?.newest).toHaveLength(24);
  expect(boards.at(-1)?.stock).toMatchObject([{ editionId, available: 22, held: 6, sold: 12 }]);

  const asked = await app.http("GET", `/api/ops/shows/${showId}/board`, { cookie: operator.cookie });
  expect(asked.body).toMatchObject(truth);
  line.disconnect();
});

test("a new show begins at nothing reserved, whatever its editions sold before, and counts its own orders alone", async () => {
  const host = await app.person("host");
  const { showId: before, editionId, productId } = await app.openEdition({ stock: 40 }, host.email);
  const [first, second, third] = await app.buyers(3);
  if (!first || !second || !third) throw new Error("nobody buys");
  const order = async ({ cookie }: { cookie: string }, isPaid: boolean) => {
    const placed = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
    const { id } = preorderReceipt.parse(placed.body);
    if (isPaid) await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
  };
  await order(first, true);
  const { id: showId } = await app.db.show.create({
    data: { slug: `second-${randomUUID()}`, title: "Second", hostId: host.id, startsAt: new Date() },
  });
  await app.db.showProduct.create({ data: { showId, productId, position: 0 } });
  await app.http("POST", `/api/shows/${showId}/live`, { cookie: host.cookie, body: {} });
  const salesOf = async (id: string) => (await app.http("GET", `/api/shows/${id}/sales`, { cookie: host.cookie })).body;
  expect(await salesOf(showId)).toEqual({ sales: [{ editionId, held: 0, sold: 0 }] });
  await order(second, true);
  await order(third, false);
  expect(await salesOf(showId)).toEqual({ sales: [{ editionId, held: 1, sold: 1 }] });
  expect(await salesOf(before)).toEqual({ sales: [{ editionId, held: 0, sold: 1 }] });
  const { cookie } = await app.person("ops");
  expect((await app.http("GET", `/api/ops/shows/${showId}/board`, { cookie })).body).toMatchObject({
    stock: [{ editionId, held: 1, sold: 2 }],
    sales: [{ editionId, held: 1, sold: 1 }],
  });
});

test("the board of no show is not found", async () => {
  const { cookie } = await app.person("ops");
  expect((await app.http("GET", `/api/ops/shows/${randomUUID()}/board`, { cookie })).status).toBe(404);
});

function figuresOf(board: Board | undefined) {
  if (!board) return null;
  const { held, reserved, cancelled } = board.orders;
  return { money: board.money, orders: { held, reserved, cancelled } };
}

/** The same figures, from the orders and payments themselves. */
async function recount(showId: string) {
  const orders = await app.db.preorder.findMany({ where: { showId }, include: { payments: true } });
  const count = (state: string) => orders.filter((order) => order.state === state).length;
  const total = (kind: string) =>
    orders
      .flatMap(({ payments }) => payments)
      .filter((payment) => payment.kind === kind && payment.state === "CAPTURED")
      .reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0);
  const reservedMinor = orders
    .filter(({ state }) => state === "RESERVED")
    .reduce((sum, { totalMinor }) => sum + Number(totalMinor), 0);
  return {
    money: [{ currency: "CNY", capturedMinor: total("DEPOSIT"), refundedMinor: total("REFUND"), reservedMinor }],
    orders: { held: count("HELD"), reserved: count("RESERVED"), cancelled: count("CANCELLED") },
  };
}
