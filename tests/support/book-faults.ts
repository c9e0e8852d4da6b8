import type { Database } from "#lib/db.ts";

/** What does not agree between figures, orders, money, minutes, waves and the ledger's chain, of every edition; empty when all is well. */
export async function findBookFaults(db: Database): Promise<string[]> {
  const recount = await db.$queryRaw<object[]>`SELECT * FROM audit_faults`;
  const broken = await db.$queryRaw<object[]>`
    SELECT edition_id, verify_ledger(edition_id)::int AS broken_at FROM inventory WHERE verify_ledger(edition_id) IS NOT NULL`;
  const behind = await db.$queryRaw<object[]>`
    SELECT i.edition_id FROM inventory i LEFT JOIN ledger_entry l ON l.edition_id = i.edition_id AND l.seq = i.ledger_seq
    WHERE (l.available, l.held, l.sold, l.hash) IS DISTINCT FROM (i.available, i.held, i.sold, i.ledger_hash)`;
  const overfull = await db.$queryRaw<object[]>`
    SELECT v.id FROM delivery_wave v LEFT JOIN preorder o ON o.wave_id = v.id AND o.state NOT IN ('EXPIRED', 'CANCELLED')
    GROUP BY v.id HAVING v.allocated <> coalesce(sum(o.quantity), 0)`;
  return [
    ...recount.map((row) => `audit_faults: ${say(row)}`),
    ...broken.map((row) => `a ledger is broken: ${say(row)}`),
    ...behind.map((row) => `a ledger ends before its edition: ${say(row)}`),
    ...overfull.map((row) => `a wave counts other units than its orders have: ${say(row)}`),
  ];
}

function say(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
