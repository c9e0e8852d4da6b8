import { createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen } from "#lib/boot/http/listen.ts";
import { type Database, isConnectionTrouble, openDatabase } from "#lib/db.ts";
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

test("a Postgres that says goodbye in the same breath as it is ready is an error, not the end of the process", async () => {
  const goodbye = Buffer.concat([
    message("R", Buffer.alloc(4)),
    message("Z", Buffer.from("I")),
    message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0")),
  ]);
  const postgres = createServer((line) => {
    line.on("error", () => {});
    line.once("data", () => line.end(goodbye));
  });
  const port = await listen(postgres, { port: 0, host: "127.0.0.1" });
  const away = openDatabase(`postgresql://shop@127.0.0.1:${port}/shop`, { connections: 2 });
  await expect(away.$transaction((tx) => tx.shop.count())).rejects.toThrow();
  await expect(away.shop.count()).rejects.toThrow();
  await away.$disconnect();
  postgres.close();
});

test("an answer that never comes is the database's trouble, whoever waits for it", async () => {
  const pool = new pg.Pool({ connectionString: database.url, max: 1, query_timeout: 100 });
  const trouble = await pool.query("SELECT pg_sleep(1)").catch((error: unknown) => error);
  expect(trouble).toMatchObject({ message: "Query read timeout" });
  expect(isConnectionTrouble(trouble)).toBe(true);
  await pool.end();
});

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

test.each([
  ["hangs up while one connects", (socket: Socket) => socket.destroy()],
  ["never answers", () => undefined],
])("a Postgres that %s is a trouble of the connection", async (_, treat) => {
  const postgres = createServer(treat);
  const port = await listen(postgres, { port: 0, host: "127.0.0.1" });
  const away = openDatabase(`postgresql://shop@127.0.0.1:${port}/shop`, { connections: 1 });
  const error: unknown = await away.shop.count().catch((reason: unknown) => reason);
  await away.$disconnect();
  postgres.close();
  expect(isConnectionTrouble(error), String(error)).toBe(true);
});
