import type { Database } from "#lib/db.ts";
import { adoptOrders } from "#lib/engine/adopt-guest.ts";

/** Everything a guest did belongs to the account they signed in or signed up with; better-auth then deletes the guest. */
export async function adoptGuest(
  db: Database,
  { guestId, ownerId }: { guestId: string; ownerId: string },
): Promise<void> {
  if (guestId === ownerId) return;
  await db.$transaction([
    // What was kept goes first: an order drops what its new owner does not have.
    db.$executeRaw`UPDATE payment_method SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    adoptOrders(db, { guestId, ownerId }),
    db.$executeRaw`UPDATE chat_message SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE giveaway_entry e SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid
      AND NOT EXISTS (SELECT FROM giveaway_entry o WHERE o.giveaway_id = e.giveaway_id AND o.user_id = ${ownerId}::uuid)`,
    db.$executeRaw`DELETE FROM giveaway_entry WHERE user_id = ${guestId}::uuid`,
  ]);
}
