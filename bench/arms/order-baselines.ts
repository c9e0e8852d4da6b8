import { PrismaPg } from "@prisma/adapter-pg";
import { Hono } from "hono";
import { Sessions } from "#lib/accounts/sessions.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { idempotencyKey, preorderInput } from "#lib/preorders/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";
import { PrismaClient } from "#prisma/client/client.ts";

type Order = {
  id: string;
  userId: string;
  editionId: string;
  quantity: number;
  idemKey: string;
  contact: string;
  person: string;
};
type Take = (tx: Prisma.TransactionClient, order: Order) => Promise<boolean>;

/**
 * What a competent developer writes with the same parts on the same tables: one interactive transaction an order, on a
 * pool of ten. It does less than the product (no limit per person, no waves, no ledger, no rollup), which is in its favour.
 */
export function orderBaselines({ databaseUrl, secret }: { databaseUrl: string; secret: string }) {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: 10, options: "-c timezone=UTC" });
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 20_000, timeout: 20_000 } });
  const sessions = new Sessions({ db, secret, secure: false });
  const app = new Hono();
  app.post("/noop", async (c) => {
    await c.req.json();
    return c.json({ ok: true });
  });
  app.post("/conditional-update", (c) => place(c.req, takeByConditionalUpdate));
  app.post("/row-lock", (c) => place(c.req, takeUnderRowLock));
  return { fetch: app.fetch, forgetSessions: () => sessions.forgetAll() };

  async function place(request: { json(): Promise<unknown>; header(name: string): string | undefined }, take: Take) {
    const actor = await sessions.find(request.header("cookie"));
    if (!actor) return Response.json({ code: "not_signed_in" }, { status: 401 });
    const { editionId, quantity } = preorderInput.parse(await request.json());
    const idemKey = idempotencyKey.parse(request.header("idempotency-key"));
    const order = {
      id: orderId(),
      userId: actor.id,
      editionId,
      quantity,
      idemKey,
      contact: actor.email,
      person: actor.email,
    };
    try {
      return await db.$transaction(async (tx) => {
        if (!(await take(tx, order))) return Response.json({ code: "sold_out" }, { status: 409 });
        return receipt(await writeOrder(tx, order));
      });
    } catch (error) {
      const earlier = await db.preorder.findUnique({ where: { userId_idemKey: { userId: actor.id, idemKey } } });
      if (!earlier) throw error;
      return receipt(earlier);
    }
  }
}

async function takeByConditionalUpdate(tx: Prisma.TransactionClient, { editionId, quantity }: Order) {
  const { count } = await tx.inventory.updateMany({
    where: { editionId, available: { gte: quantity } },
    data: { available: { decrement: quantity }, held: { increment: quantity } },
  });
  return count === 1;
}

async function takeUnderRowLock(tx: Prisma.TransactionClient, { editionId, quantity }: Order) {
  const [row] = await tx.$queryRaw<{ available: number }[]>`
    SELECT available FROM inventory WHERE edition_id = ${editionId}::uuid FOR UPDATE`;
  if (!row || row.available < quantity) return false;
  await tx.inventory.update({
    where: { editionId },
    data: { available: { decrement: quantity }, held: { increment: quantity } },
  });
  return true;
}

function writeOrder(tx: Prisma.TransactionClient, order: Order) {
  const now = Date.now();
  return tx.preorder.create({
    data: {
      ...order,
      unitMinor: 24_900,
      depositMinor: 4900,
      totalMinor: 24_900 * order.quantity,
      currency: "CNY",
      state: "HELD",
      placedAt: new Date(now),
      holdExpiresAt: new Date(now + 3_600_000),
      refundableUntil: new Date(now + 7 * 86_400_000),
      stateChangedAt: new Date(now),
    },
  });
}

function receipt({
  id,
  editionId,
  quantity,
  placedAt,
}: {
  id: string;
  editionId: string;
  quantity: number;
  placedAt: Date;
}) {
  return Response.json({ id, editionId, quantity, placedAt }, { status: 201 });
}
