import type { Queryable } from "#lib/db.ts";

/**
 * Notes that what is paid on an order that ended is owed back, without what the seller keeps by the rules told before: one
 * refund for each charge. Noting it twice owes it once. A refund that the rail refused is owed again as a new attempt.
 */
export async function oweRefund(db: Queryable, preorderId: string): Promise<void> {
  await db.$executeRaw`SELECT owe_refunds(${preorderId}::uuid)`;
}
