import type { Queryable } from "#lib/db.ts";
import { provenPerson } from "./person.ts";

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
