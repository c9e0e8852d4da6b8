import type { Queryable } from "#lib/db.ts";

/** Writes beside the prices of a drop the lowest ones of the 30 days before it. */
export async function noteLowest(tx: Queryable, dropId: string): Promise<void> {
  await tx.$executeRaw`SELECT note_lowest(${dropId}::uuid)`;
}

/** Writes beside the prices of an edition the lowest ones of the 30 days before them, where they are less. */
export async function noteReductions(tx: Queryable, editionId: string): Promise<void> {
  await tx.$executeRaw`SELECT note_reductions(${editionId}::uuid)`;
}
