import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test.each(["available", "held", "sold"])("an entry of the ledger whose %s was changed is found", async (column) => {
  const { editionId } = await shelf.openEdition();
  await shelf.place(editionId, [await shelf.buyer()]);
  const undo = new Error("undo");
  const found: unknown[] = [];
  await shelf.db
    .$transaction(async (tx) => {
      await tx.$executeRaw`ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only`;
      await tx.$executeRawUnsafe(
        `UPDATE ledger_entry SET ${column} = ${column} + 1 WHERE edition_id = '${editionId}' AND seq = 2`,
      );
      found.push(...(await tx.$queryRaw<object[]>`SELECT verify_ledger(${editionId}::uuid)::int AS seq`));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  expect(found).toEqual([{ seq: 2 }]);
});

test("a lock that is taken back is no second sale in the minutes", async () => {
  const { editionId } = await shelf.openEdition({ depositMinor: 0 });
  const { userId } = await shelf.buyer();
  await shelf.place(editionId, [{ userId, key: randomUUID() }]);
  const { id } = await shelf.orderOf(userId);
  for (const verb of ["lock", "unlock"]) await shelf.ask(`${verb}_preorder($1::uuid, $2::uuid)`, id, userId);
  const minutes = await shelf.db.$queryRaw<object[]>`
    SELECT sum(reserved_orders)::int AS orders FROM sales_minute WHERE edition_id = ${editionId}::uuid`;
  expect(minutes).toEqual([{ orders: 1 }]);
  const totals = await shelf.db.$queryRaw<object[]>`
    SELECT reserved, locked, value_minor::int AS value FROM sales_total WHERE edition_id = ${editionId}::uuid`;
  expect(totals).toEqual([{ reserved: 1, locked: 0, value: 24_900 }]);
});

test("units of holds that ran out are gone from the minutes, as those of cancelled orders are", async () => {
  const { editionId } = await shelf.openEdition();
  for (const state of ["EXPIRED", "CANCELLED"]) {
    const { userId } = await shelf.buyer();
    await shelf.place(editionId, [{ userId }]);
    const { id } = await shelf.orderOf(userId);
    await shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', '${state}')`, editionId, id);
  }
  const minutes = await shelf.db.$queryRaw<object[]>`
    SELECT sum(placed_units)::int AS placed, sum(gone_units)::int AS gone FROM sales_minute WHERE edition_id = ${editionId}::uuid`;
  expect(minutes).toEqual([{ placed: 2, gone: 2 }]);
});

test("every process hears that a drop gave its units back, and that units came back to the shop", async () => {
  const edition = await shelf.openEdition({ stock: 2 });
  const dropId = await shelf.addDrop(edition, { units: 2 });
  const heard: (string | undefined)[] = [];
  await withConnection(shelf.databaseUrl, async (client) => {
    client.on("notification", ({ payload }) => heard.push(payload));
    await client.query("LISTEN launchroom");
    await shelf.ask("close_drop($1::uuid)", dropId);
    await client.query("SELECT 1");
  });
  expect(heard).toContain(`stock:${edition.editionId}`);
});

test("a number that was drawn and never written leaves the audit log whole", async () => {
  const write = (subject: string) =>
    shelf.db.$executeRaw`INSERT INTO audit_entry (action, subject) VALUES ('test.done', ${subject})`;
  await write("one");
  await shelf.db.$queryRaw`SELECT nextval(pg_get_serial_sequence('audit_entry', 'id'))`;
  await write("two");
  expect(await shelf.ask("verify_audit()")).toBeNull();
});
