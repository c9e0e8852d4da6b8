import type { Queryable } from "#lib/db.ts";

/**
 * Takes the address from the orders and places in line of an account that are over: nothing is owed on them any more, and everybody was
 * told ten minutes ago at least. What was agreed and paid stays, and so does the ledger. Returns how many orders are left with an address.
 */
export async function maskOrders(db: Queryable, userId: string): Promise<number> {
  const nobody = `${maskedName}${userId}@erased.invalid`;
  await db.$executeRaw`
    UPDATE preorder o SET contact = ${nobody}, person = ${nobody} WHERE o.user_id = ${userId}::uuid AND o.contact <> ${nobody}
      AND o.state IN ('EXPIRED', 'CANCELLED', 'DELIVERED') AND o.state_changed_at < now() - interval '10 minutes'
      AND (o.state = 'DELIVERED' OR o.paid_minor <= o.kept_minor)
      AND NOT EXISTS (SELECT FROM payment p WHERE p.preorder_id = o.id AND p.settled_at IS NULL)`;
  await db.$executeRaw`
    DELETE FROM order_address a USING preorder o WHERE o.id = a.preorder_id AND o.user_id = ${userId}::uuid AND o.contact = ${nobody}`;
  await db.$executeRaw`
    UPDATE parcel p SET tracking = '' FROM preorder o WHERE o.id = p.preorder_id AND o.user_id = ${userId}::uuid AND o.contact = ${nobody}`;
  await db.$executeRaw`
    UPDATE queue_entry SET contact = ${nobody}, person = ${nobody}
    WHERE user_id = ${userId}::uuid AND state <> 'WAITING' AND contact <> ${nobody}`;
  const [row] = await db.$queryRaw<{ left: number }[]>`
    SELECT count(*)::int AS left FROM preorder WHERE user_id = ${userId}::uuid AND contact <> ${nobody}`;
  return row?.left ?? 0;
}

const maskedName = "erased-";
