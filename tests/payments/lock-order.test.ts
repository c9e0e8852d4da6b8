import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("who settles a deposit holds the order before the payment, as a refund does: neither waits for the other", async () => {
  const { editionId } = await app.openEdition();
  const [buyer] = await app.buyers(1);
  const order = await app.db.preorder.findUniqueOrThrow({ where: { id: await place(editionId, buyer?.cookie) } });
  const { id: paymentId } = await app.db.payment.create({
    data: {
      preorderId: order.id,
      kind: "DEPOSIT",
      attempt: 1,
      rail: "test",
      amountMinor: order.depositMinor,
      currency: "CNY",
    },
  });
  const open = async () => {
    const client = new pg.Client({ connectionString: app.databaseUrl });
    await client.connect();
    return client;
  };
  const [holder, settling, looking] = await Promise.all([open(), open(), open()]);
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM payment WHERE id = $1 FOR UPDATE", [paymentId]);
    const settled = settling.query("SELECT settle_deposits($1, ARRAY[$2::uuid], ARRAY['ref'])", [editionId, paymentId]);
    const isHeld = () =>
      looking.query("SELECT FROM preorder WHERE id = $1 FOR UPDATE NOWAIT", [order.id]).then(
        () => false,
        (error: unknown) => error instanceof pg.DatabaseError && error.code === "55P03",
      );
    await expect.poll(isHeld, { timeout: 5000 }).toBe(true);
    await holder.query("ROLLBACK");
    await settled;
    expect((await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } })).state).toBe("RESERVED");
  } finally {
    await Promise.all([holder, settling, looking].map((client) => client.end()));
  }
});

async function place(editionId: string, cookie: string | undefined): Promise<string> {
  const placed = await app.http("POST", "/api/preorders", { cookie, key: crypto.randomUUID(), body: { editionId } });
  return (placed.body as { id: string }).id;
}
