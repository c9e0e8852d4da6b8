import { expect } from "vitest";
import type { Database } from "#lib/db.ts";
import { findBookFaults } from "#tests/support/book-faults.ts";

/** Figures, orders, money, minutes and the ledger's chain of every edition agree with each other. */
export async function expectWholeBooks(db: Database) {
  expect(await findBookFaults(db)).toEqual([]);
}

export async function readStock(db: Database, editionId: string) {
  return db.inventory.findUniqueOrThrow({
    where: { editionId },
    select: { available: true, held: true, sold: true },
  });
}
