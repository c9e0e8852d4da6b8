import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderId } from "#lib/engine/order-id.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await expectWholeBooks(app.db);
  await app.stop();
});

const draws = 40;
const people = 60;
const units = 15;
const quarters = 4;

test("in a shuffled start the moment of joining buys nothing: winners are spread evenly over who came when", async () => {
  const winners = await countWinners("SHUFFLED");
  expect(winners.reduce((sum, n) => sum + n, 0)).toBe(draws * units);
  // Three degrees of freedom: beyond 21.1 lies one even draw in ten thousand.
  expect(chiSquare(winners)).toBeLessThan(21.1);
});

test("the same test sees an order of arrival at once", async () => {
  expect(chiSquare(await countWinners("FIRST_COME", 3))).toBeGreaterThan(21.1);
});

/** Winners of many draws by the quarter of the crowd they joined with, earliest first. */
async function countWinners(mode: "SHUFFLED" | "FIRST_COME", times = draws): Promise<number[]> {
  const { editionId, showId } = await app.openEdition({ stock: 1000, perPersonLimit: 1000 });
  const buyers = await app.buyers(people);
  const winners = Array.from({ length: quarters }, () => 0);
  for (let draw = 0; draw < times; draw += 1) {
    const { id } = await app.db.drop.create({
      data: { showId, editionId, title: "A draw", units, seconds: 600, mode, perPersonLimit: 1000 },
    });
    await app.db.$queryRaw`SELECT arm_drop(${id}::uuid, ${randomBytes(32)}::bytea)`;
    for (const { id: userId, email } of buyers) void join(id, editionId, userId, email);
    await app.made.engine.queue.drain();
    await app.db
      .$executeRaw`UPDATE drop SET opens_at = now(), closes_at = now() + interval '1 hour' WHERE id = ${id}::uuid`;
    await app.db.$queryRaw`SELECT advance_drop(${id}::uuid)`;
    const served = await app.db.queueEntry.findMany({ where: { dropId: id, state: "SERVED" } });
    for (const { userId } of served) {
      const joined = buyers.findIndex((buyer) => buyer.id === userId);
      const quarter = Math.floor((joined * quarters) / people);
      winners[quarter] = (winners[quarter] ?? 0) + 1;
    }
  }
  return winners;
}

function join(dropId: string, editionId: string, userId: string, email: string) {
  const nothing = { currency: null, cityId: null, codeHash: null };
  return app.made.engine.queue.submit(
    { editionId, dropId },
    { id: orderId(), userId, person: email, idemKey: randomUUID(), quantity: 1, contact: email, ...nothing },
  );
}

function chiSquare(counts: number[]): number {
  const even = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  return counts.reduce((sum, n) => sum + (n - even) ** 2 / even, 0);
}
