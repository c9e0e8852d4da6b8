import { expect } from "vitest";
import type { Database } from "#lib/db.ts";

/** Figures, orders, money, minutes and the ledger's chain of every edition agree with each other. */
export async function expectWholeBooks(db: Database) {
  expect(await db.$queryRaw`SELECT * FROM audit_faults`).toEqual([]);
  const broken = await db.$queryRaw`
    SELECT edition_id, verify_ledger(edition_id)::int AS broken_at FROM inventory WHERE verify_ledger(edition_id) IS NOT NULL`;
  expect(broken).toEqual([]);
  const behind = await db.$queryRaw`
    SELECT i.edition_id FROM inventory i LEFT JOIN ledger_entry l ON l.edition_id = i.edition_id AND l.seq = i.ledger_seq
    WHERE (l.available, l.held, l.sold, l.hash) IS DISTINCT FROM (i.available, i.held, i.sold, i.ledger_hash)`;
  expect(behind).toEqual([]);
  const overfull = await db.$queryRaw`
    SELECT v.id FROM delivery_wave v LEFT JOIN preorder o ON o.wave_id = v.id AND o.state NOT IN ('EXPIRED', 'CANCELLED')
    GROUP BY v.id HAVING v.allocated <> coalesce(sum(o.quantity), 0)`;
  expect(overfull).toEqual([]);
}

export async function readStock(db: Database, editionId: string) {
  return db.inventory.findUniqueOrThrow({
    where: { editionId },
    select: { available: true, held: true, sold: true },
  });
}
