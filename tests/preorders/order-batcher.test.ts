import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Announcer } from "#lib/engine/announce.ts";
import { OrderBatcher } from "#lib/engine/order-batcher.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { PlaceRequest } from "#lib/engine/order-requests.ts";
import { nothingLeft } from "#lib/engine/sold-out.ts";
import type { Statements } from "#lib/statements.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("of two batches heard in the wrong order, what the earlier one had left does not bring back the last unit", async () => {
  const { publish, boards } = app.made;
  const { soldOut } = app.made.engine;
  const { editionId } = await app.openEdition({ stock: 40 });
  const [first, stranger, ...crowd] = await app.buyers(47);
  const line = firstAnswerLate(app.db);
  const announcer = new Announcer({ publish, boards, soldOut });
  const batcher = new OrderBatcher({ db: line.statements, announcer, soldOut });
  const pool = { editionId, dropId: null };

  const early = batcher.submit(pool, requestOf(first));
  await line.firstIsCommitted;
  const late = await Promise.allSettled(crowd.map((buyer) => batcher.submit(pool, requestOf(buyer))));
  const outcomes = late.map((one) => (one.status === "fulfilled" ? one.value.outcome : one.reason));
  expect(outcomes.filter((outcome) => outcome === "placed")).toHaveLength(39);
  await expect.poll(() => soldOut.answerTo(stranger?.id ?? "", pool), soon).toBe(nothingLeft);

  line.letFirstThrough();
  expect(await early).toMatchObject({ outcome: "placed" });
  expect(soldOut.answerTo(stranger?.id ?? "", pool)).toBe(nothingLeft);
});

/** The real database, whose first answer arrives only when it is let through. */
function firstAnswerLate(db: Statements) {
  const committed = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let calls = 0;
  const statements: Statements = {
    async $queryRaw<Rows>(text: TemplateStringsArray, ...values: unknown[]) {
      calls += 1;
      const isFirst = calls === 1;
      const rows = await db.$queryRaw<Rows>(text, ...values);
      if (isFirst) {
        committed.resolve();
        await gate.promise;
      }
      return rows;
    },
  };
  return { statements, firstIsCommitted: committed.promise, letFirstThrough: gate.resolve };
}

function requestOf(buyer: SeededBuyer | undefined): PlaceRequest {
  const { id = "", email = "" } = buyer ?? {};
  const who = { userId: id, person: email, buyerName: "Buyer", contact: email };
  return { id: orderId(), ...who, idemKey: randomUUID(), quantity: 1, currency: null, cityId: null };
}
