import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const who = fc.nat({ max: 7 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant("place" as const), who, quantity: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("again" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("pay" as const),
      who,
      card: fc.constantFrom("approve", "approve", "decline", "needs_action"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("cancel" as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom("lock" as const, "unlock" as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("expire" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("adjust" as const),
      delta: fc.integer({ min: -6, max: 6 }).filter(Boolean),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("sales" as const), open: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const walk = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });

test("after any walk of placing, paying, locking, cancelling, expiring and adjusting, many at once, the books are whole", async () => {
  await fc.assert(
    fc.asyncProperty(walk, fc.constantFrom(0, 4900), async (groups, depositMinor) => {
      const walker = await prepareWalk(depositMinor);
      for (const group of groups) {
        const statuses = await Promise.all(group.map(walker.take));
        for (const status of statuses) expect(status).toBeLessThan(500);
      }
      await expectWholeBooks(app.db);
    }),
    { numRuns: 12 },
  );
});

/** An edition with a dozen units, eight buyers, and what each of them ordered last. */
async function prepareWalk(depositMinor: number) {
  const host = await app.person("host");
  const { editionId } = await app.openEdition({ stock: 12, perPersonLimit: 6, depositMinor }, host.email);
  await app.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 40 } });
  const buyers = await app.buyers(8);
  const latest = new Map<number, { id: string; key: string; quantity: number }>();

  async function place(index: number, quantity: number, key: string = randomUUID()) {
    const body = { editionId, quantity };
    const answer = await app.http("POST", "/api/preorders", { cookie: buyers[index]?.cookie, body, key });
    const receipt = preorderReceipt.safeParse(answer.body);
    if (receipt.success) latest.set(index, { id: receipt.data.id, key, quantity });
    return answer.status;
  }

  async function act(index: number, verb: "deposit" | "cancellation" | "lock" | "unlock", body?: unknown) {
    const order = latest.get(index);
    if (!order) return 404;
    const cookie = buyers[index]?.cookie;
    return (await app.http("POST", `/api/preorders/${order.id}/${verb}`, { cookie, body })).status;
  }

  async function expire(index: number) {
    await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second'
      WHERE id = ${latest.get(index)?.id ?? null}::uuid AND hold_expires_at IS NOT NULL`;
    await expireHolds(app.made);
    return 200;
  }

  async function take(taken: Step): Promise<number> {
    switch (taken.act) {
      case "place":
        return place(taken.who, taken.quantity);
      case "again": {
        const order = latest.get(taken.who);
        return order ? place(taken.who, order.quantity, order.key) : 404;
      }
      case "pay":
        return act(taken.who, "deposit", { card: taken.card });
      case "cancel":
        return act(taken.who, "cancellation");
      case "lock":
      case "unlock":
        return act(taken.who, taken.act);
      case "expire":
        return expire(taken.who);
      case "adjust": {
        const body = { delta: taken.delta, reason: "recount" };
        return (await app.http("POST", `/api/editions/${editionId}/stock`, { cookie: host.cookie, body })).status;
      }
      case "sales":
        return (
          await app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open: taken.open } })
        ).status;
    }
  }
  return { take };
}
