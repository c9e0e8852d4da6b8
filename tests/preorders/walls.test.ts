import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it, test } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { preorderReceipt, preorderState } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

// The life of a pre-order: paying, locking with its undo, making ready, handing over, and the two ways out.
const legal = [
  "HELD → CANCELLED",
  "HELD → EXPIRED",
  "HELD → RESERVED",
  "LOCKED → CANCELLED",
  "LOCKED → READY",
  "LOCKED → RESERVED",
  "READY → CANCELLED",
  "READY → DELIVERED",
  "RESERVED → CANCELLED",
  "RESERVED → LOCKED",
];
const states = preorderState.options;

let app: App;
let order: { id: string; editionId: string };

beforeAll(async () => {
  app = await startApp();
  const { editionId, priceMinor } = await app.openEdition({ depositMinor: 24_900 });
  const [buyer] = await app.buyers(1);
  const placed = await app.http("POST", "/api/preorders", {
    cookie: buyer?.cookie,
    body: { editionId },
    key: randomUUID(),
  });
  order = preorderReceipt.parse(placed.body);
  const paid = await app.http("POST", `/api/preorders/${order.id}/deposit`, { cookie: buyer?.cookie, body: {} });
  expect(paid.body).toMatchObject({ paidMinor: priceMinor });
});

afterAll(() => app.stop());

test("the legal moves of a pre-order are these and no others", async () => {
  const rows = await app.db.preorderTransition.findMany();
  expect(rows.map(({ fromState, toState }) => `${fromState} → ${toState}`).toSorted()).toEqual(legal);
});

const moves = states.flatMap((from) => states.filter((to) => to !== from).map((to) => `${from} → ${to}`));

test.each(moves)("by hand in SQL, %s is as legal as the table says", async (move) => {
  const [from, to] = move.split(" → ");
  const attempt = asSuperuser([
    "ALTER TABLE preorder DISABLE TRIGGER preorder_legal_move",
    "ALTER TABLE preorder DISABLE TRIGGER preorder_history",
    `UPDATE preorder SET state = '${from}' WHERE id = '${order.id}'`,
    "ALTER TABLE preorder ENABLE TRIGGER preorder_legal_move",
    "ALTER TABLE preorder ENABLE TRIGGER preorder_history",
    `UPDATE preorder SET state = '${to}' WHERE id = '${order.id}'`,
  ]);
  if (legal.includes(move)) await attempt;
  else await expect(attempt).rejects.toThrow(`may not go from ${from} to ${to}`);
});

describe("what was agreed is frozen", () => {
  it.each([
    ["id", randomUUID()],
    ["idem_key", "another-key"],
    ["quantity", "2"],
    ["unit_minor", "1"],
    ["deposit_minor", "1"],
    ["total_minor", "1"],
    ["currency", "USD"],
    ["wave_id", randomUUID()],
    ["window_start", "2030-01-01"],
    ["window_end", "2030-01-01"],
    ["placed_at", "2020-01-01"],
  ])("%s", async (column, value) => {
    await expect(sql(`UPDATE preorder SET ${column} = '${value}' WHERE id = '${order.id}'`)).rejects.toThrow(
      "append-only or frozen",
    );
  });

  it("and belongs to its account: only a guest's order changes hands", async () => {
    const stranger = await app.person("viewer");
    const take = `UPDATE preorder SET user_id = '${stranger.id}' WHERE id = '${order.id}'`;
    await expect(sql(take)).rejects.toThrow("may not change hands");
  });
});

describe("nothing that was written down can be rewritten or removed", () => {
  it.each(["ledger_entry", "audit_entry", "promise_change"])("in %s", async (table) => {
    await app.db.promiseChange.create({
      data: {
        preorderId: order.id,
        windowStart: new Date("2030-01-01"),
        windowEnd: new Date("2030-01-02"),
        reason: "late",
      },
    });
    const column = { ledger_entry: "kind", audit_entry: "action", promise_change: "reason" }[table];
    await expect(sql(`UPDATE ${table} SET ${column} = 'rewritten'`)).rejects.toThrow("append-only or frozen");
    await expect(sql(`DELETE FROM ${table}`)).rejects.toThrow("append-only or frozen");
  });
});

describe("the last wall", () => {
  it.each([
    ["stock below nothing", "UPDATE inventory SET available = available - 100000, sold = sold + 100000"],
    ["units from nowhere", "UPDATE inventory SET available = available + 1"],
    ["more paid than owed", "UPDATE preorder SET paid_minor = total_minor + 1"],
    ["a deposit above the price", "UPDATE edition SET deposit_minor = price_minor + 1"],
    ["a negative price", "UPDATE edition SET price_minor = -1, deposit_minor = -1"],
    ["a window that ends before it starts", "UPDATE delivery_wave SET window_end = window_start - 1"],
  ])("refuses %s", async (_, statement) => {
    await expect(sql(statement)).rejects.toThrow("check constraint");
  });
});

describe("the ledger's chain", () => {
  it.each([
    ["an amount was changed", "UPDATE ledger_entry SET quantities = '{7}' WHERE seq = 2"],
    ["a moment was changed", "UPDATE ledger_entry SET at = at + interval '1 microsecond' WHERE seq = 2"],
    ["a hash was changed", "UPDATE ledger_entry SET hash = sha256('x') WHERE seq = 2"],
    ["an entry was removed", "DELETE FROM ledger_entry WHERE seq = 1"],
  ])("shows that %s by a hand that could switch the walls off", async (_, tampering) => {
    const broken = await asSuperuser([
      "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
      `${tampering} AND edition_id = '${order.editionId}'`,
      `SELECT verify_ledger('${order.editionId}')::int AS seq`,
    ]);
    expect(broken).toEqual([{ seq: 2 }]);
  });

  it("is whole otherwise", async () => {
    expect(await sql(`SELECT verify_ledger('${order.editionId}') AS seq`)).toEqual([{ seq: null }]);
  });
});

async function sql(statement: string) {
  return withConnection(app.databaseUrl, async (client) => (await client.query(statement)).rows);
}

/** Runs the statements and takes them back. Returns the rows of the last. */
async function asSuperuser(statements: string[]): Promise<unknown[]> {
  const url = Object.assign(new URL(inject("testDatabases").adminUrl), { pathname: new URL(app.databaseUrl).pathname });
  return withConnection(url.href, async (client) => {
    await client.query("BEGIN");
    try {
      let rows: unknown[] = [];
      for (const statement of statements) ({ rows } = await client.query(statement));
      return rows;
    } finally {
      await client.query("ROLLBACK");
    }
  });
}
