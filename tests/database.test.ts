import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#lib/db.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";

let database: TestDatabase;
let db: Database;
let other: Database;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { connections: 1 });
  other = openDatabase(database.url, { connections: 1 });
});

afterAll(async () => {
  await db.$disconnect();
  await other.$disconnect();
  await database.drop();
});

test("a line that comes back inside a transaction is never handed on: what is written afterwards is there", async () => {
  await db.$executeRawUnsafe("BEGIN");
  await db.shop.update({ where: { id: 1 }, data: { name: "Kept" } });
  expect(await other.shop.findUnique({ where: { id: 1 } })).toMatchObject({ name: "Kept" });
});

test("one that comes back inside a transaction that failed breaks nobody's next statement", async () => {
  await db.$executeRawUnsafe("BEGIN");
  await db.$executeRawUnsafe("SELECT nothing").catch(() => undefined);
  expect(await db.shop.count()).toBe(1);
});
