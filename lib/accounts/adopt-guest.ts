import type { Database } from "#lib/db.ts";

/** Everything a guest did belongs to the account they signed in or signed up with; better-auth then deletes the guest. */
export async function adoptGuest(
  db: Database,
  { guestId, ownerId }: { guestId: string; ownerId: string },
): Promise<void> {
  await db.$transaction([
    db.$executeRaw`UPDATE preorder SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE payment_method SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    // Who waits twice in one line keeps the place of the account.
    db.$executeRaw`UPDATE line_entry g SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid
      AND NOT (g.state = 'WAITING' AND EXISTS (SELECT FROM line_entry o WHERE o.user_id = ${ownerId}::uuid AND o.state = 'WAITING'
        AND o.edition_id = g.edition_id AND o.drop_id IS NOT DISTINCT FROM g.drop_id))`,
    db.$executeRaw`SELECT leave_line(id, user_id) FROM line_entry WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE line_entry SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE priority_code SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE chat_message SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`,
    db.$executeRaw`UPDATE giveaway_entry e SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid
      AND NOT EXISTS (SELECT FROM giveaway_entry o WHERE o.giveaway_id = e.giveaway_id AND o.user_id = ${ownerId}::uuid)`,
    db.$executeRaw`DELETE FROM giveaway_entry WHERE user_id = ${guestId}::uuid`,
  ]);
}
