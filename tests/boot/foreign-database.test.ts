import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { seedOnce } from "#prisma/seed/seed-once.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("this server is migrated, takes the demo, and sells one order", { timeout: 120_000 }, async () => {
  expect(await migrate({ databaseUrl: app.databaseUrl })).toEqual({ applied: [], upToDate: true });
  expect(await seedOnce(app.made)).toBe("demo");
  const edition = await app.db.edition.findUniqueOrThrow({ where: { sku: "PETREL-FOUNDERS" } });
  await app.db.edition.update({ where: { id: edition.id }, data: { salesOpen: true } });
  const buyer = await app.person("viewer");
  const call = { cookie: buyer.cookie, key: randomUUID(), body: { editionId: edition.id } };
  const { id } = preorderReceipt.parse((await app.http("POST", "/api/preorders", call)).body);
  const body = { rail: "test", card: "approve" };
  const paid = await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer.cookie, body });
  expect(paid).toMatchObject({ status: 200, body: { state: "RESERVED" } });
  await expectWholeBooks(app.db);
});

test("this server sells the last fifty to two hundred at once, and not one more", { timeout: 120_000 }, async () => {
  const { editionId } = await app.openEdition({ stock: 50 });
  const buyers = await app.buyers(200);
  const answers = await Promise.all(
    buyers.map(({ cookie }) => app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } })),
  );
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  expect([count(201), count(409)]).toEqual([50, 150]);
  expect(await readStock(app.db, editionId)).toEqual({ available: 0, held: 50, sold: 0 });
  await expectWholeBooks(app.db);
});

test("its keys stand, enforced or not: nothing that has orders can be deleted", async () => {
  const { editionId, showId } = await app.openEdition();
  const buyer = await app.person("viewer");
  await app.http("POST", "/api/preorders", { cookie: buyer.cookie, key: randomUUID(), body: { editionId } });
  for (const [table, id] of [
    ["edition", editionId],
    ["show", showId],
  ] as const)
    await expect(app.db.$executeRawUnsafe(`DELETE FROM "${table}" WHERE id = '${id}'`)).rejects.toThrow();
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(1);
});

test("a server that is too old is refused in one sentence, and asked for nothing but its version", async () => {
  const old = await openOldServer("140011");
  await expect(migrate({ databaseUrl: old.url })).rejects.toThrow(
    /^The database server is PostgreSQL 14\.11 and Launchroom needs 15 or newer: nothing was changed; move the database to a newer server\.$/,
  );
  expect(old.asked).toEqual(["SHOW server_version_num"]);
  old.close();
});

/** Speaks as much of the protocol as it takes to be asked something: it lets everybody in and answers each query with its version. */
async function openOldServer(version: string) {
  const asked: string[] = [];
  const server = createServer((socket) => {
    let greeted = false;
    socket.on("data", (bytes) => {
      if (!greeted) socket.write(Buffer.concat([message("R", int32(0)), message("Z", Buffer.from("I"))]));
      else if (bytes[0] === code("Q")) answer(socket, bytes.toString("utf8", 5, bytes.length - 1));
      greeted = true;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `postgresql://owner@127.0.0.1:${port}/shop`, asked, close: () => server.close() };

  function answer(socket: Socket, query: string) {
    asked.push(query);
    const column = Buffer.concat([int16(1), Buffer.from("server_version_num\0"), int32(0), int16(0), int32(25)]);
    const described = message("T", Buffer.concat([column, int16(-1), int32(-1), int16(0)]));
    const row = message("D", Buffer.concat([int16(1), int32(version.length), Buffer.from(version)]));
    socket.write(Buffer.concat([described, row, message("C", Buffer.from("SHOW\0")), message("Z", Buffer.from("I"))]));
  }
}

const code = (letter: string) => letter.charCodeAt(0);
const message = (kind: string, body: Buffer) => Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
