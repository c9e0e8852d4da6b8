import type { Queryable } from "#lib/db.ts";

type Wanted = { basketId: string; userId: string; rail: string; methodId: string | null; byLink: boolean };

/** Opens one attempt to pay every order of a basket that waits for its deposit; nothing beside one that is open. */
export async function openShared(db: Queryable, { basketId, userId, rail, methodId, byLink }: Wanted): Promise<void> {
  await db.$executeRaw`
    SELECT open_shared(${basketId}::uuid, ${userId}::uuid, ${rail}, ${methodId}::uuid, ${byLink})`;
}
