import type { Queryable } from "#lib/db.ts";
import { personOf, provenPerson } from "./person.ts";

type Adoption = { guestId: string; ownerId: string };

/** Gives everything that a guest ordered and waits for to an account. */
export function adoptOrders(db: Queryable, { guestId, ownerId }: Adoption) {
  return db.$executeRaw`SELECT adopt_guest(${guestId}::uuid, ${ownerId}::uuid)`;
}

/** Gives an account the orders that were given to a guest at its address whom nobody has ever been. */
export async function adoptWaitingOrders(
  db: Queryable,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> {
  await db.$executeRaw`
    SELECT adopt_guest(g.id, ${accountId}::uuid) FROM (
      SELECT DISTINCT u.id FROM preorder o JOIN "user" u ON u.id = o.user_id
      WHERE o.person = ${provenPerson(email)} AND o.contact = ${email} AND u.is_anonymous AND u.email LIKE 'guest-%@guest.invalid'
        AND NOT EXISTS (SELECT FROM session s WHERE s.user_id = u.id)) g`;
}

/**
 * Gives the orders that guests placed with an address to whoever proved it; orders of accounts stay where they are. Returns how many
 * those were.
 */
export async function adoptOrdersAt(
  db: Queryable,
  { email, ownerId }: { email: string; ownerId: string },
): Promise<number> {
  const [row] = await db.$queryRaw<{ found: number }[]>`
    SELECT adopt_orders_at(${email}, ${personOf(email)}, ${ownerId}::uuid) AS found`;
  return row?.found ?? 0;
}
