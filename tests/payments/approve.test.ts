import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("a card that pays reserves at once, whatever the fraction of the millisecond", async () => {
  const { editionId } = await app.openEdition();
  const states = new Set<unknown>();
  for (const { cookie } of await app.buyers(60)) {
    const placed = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
    const { id } = preorderReceipt.parse(placed.body);
    const paid = await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
    states.add(Reflect.get(Object(paid.body), "state"));
  }
  expect([...states]).toEqual(["RESERVED"]);
});
