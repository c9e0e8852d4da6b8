import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop } from "#lib/boot/open-shop.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("a server that holds what is being emptied delays the opening, and does not break it off", async () => {
  await app.openEdition();
  const serving = app.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT FROM product FOR UPDATE`;
      await new Promise((resume) => setTimeout(resume, 400));
      // The opening has "user" by now and waits for the product: each waits for the other.
      await tx.$queryRaw`SELECT count(*) FROM "user"`;
    },
    { timeout: 20_000 },
  );
  await new Promise((resume) => setTimeout(resume, 100));
  const owner = { email: "owner@example.com", name: "Owner", hash: "x" };
  const [served, opened] = await Promise.allSettled([serving, openShop(app.db, app.made.env, owner)]);
  expect([served.status, opened.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(await app.db.shop.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({ mode: "real" });
  expect(await app.db.user.findMany({ select: { email: true, role: true } })).toEqual([
    { email: "owner@example.com", role: "owner" },
  ]);
  expect(await app.db.product.count()).toBe(0);
});
