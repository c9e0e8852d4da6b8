import type { Queryable } from "#lib/db.ts";

/** Says who moves orders in this transaction, and why, for their history. */
export async function actAs(db: Queryable, actorId: string, reason = ""): Promise<void> {
  await db.$executeRaw`SELECT set_config('launchroom.actor', ${actorId}, true), set_config('launchroom.reason', ${reason}, true)`;
}
