import type { Database, Queryable } from "#lib/db.ts";
import { adoptOrders } from "#lib/engine/adopt-guest.ts";

type Adoption = { guestId: string; ownerId: string };

/** Everything a guest did belongs to the account they signed in or signed up with; better-auth then deletes the guest. */
export async function adoptGuest(db: Database, adoption: Adoption): Promise<void> {
  if (adoption.guestId === adoption.ownerId) return;
  await db.$transaction((tx) => adoptGuestWithin(tx, adoption));
}

export async function adoptGuestWithin(tx: Queryable, { guestId, ownerId }: Adoption): Promise<void> {
  // What was kept goes first: an order drops what its new owner does not have.
  await tx.$executeRaw`UPDATE payment_method SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`;
  await adoptOrders(tx, { guestId, ownerId });
  await tx.$executeRaw`UPDATE chat_silence SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`;
  await tx.$executeRaw`UPDATE chat_report r SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid
    AND NOT EXISTS (SELECT FROM chat_report o WHERE o.line_id = r.line_id AND o.user_id = ${ownerId}::uuid)`;
  // What the owner chose stands; a name that was asked for is still asked for.
  await tx.$executeRaw`INSERT INTO talker (user_id, name, asked_at, announces)
    SELECT ${ownerId}::uuid, name, asked_at, announces FROM talker WHERE user_id = ${guestId}::uuid
    ON CONFLICT (user_id) DO UPDATE SET asked_at = excluded.asked_at, name = CASE WHEN excluded.asked_at IS NULL THEN coalesce(talker.name, excluded.name) END
    WHERE talker.asked_at IS NULL`;
  await tx.$executeRaw`DELETE FROM talker WHERE user_id = ${guestId}::uuid`;
  await tx.$executeRaw`UPDATE chat_message SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`;
  await tx.$executeRaw`UPDATE question SET user_id = ${ownerId}::uuid, key = NULL WHERE user_id = ${guestId}::uuid`;
  await adoptWishes(tx, { guestId, ownerId });
  await adoptVotes(tx, { guestId, ownerId });
  await tx.$executeRaw`UPDATE giveaway_entry e SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid
    AND NOT EXISTS (SELECT FROM giveaway_entry o WHERE o.giveaway_id = e.giveaway_id AND o.user_id = ${ownerId}::uuid)`;
  await tx.$executeRaw`DELETE FROM giveaway_entry WHERE user_id = ${guestId}::uuid`;
}

/** Whoever answered a poll under both names has one voice: the guest's is counted out. */
async function adoptVotes(tx: Queryable, { guestId, ownerId }: Adoption): Promise<void> {
  await tx.$executeRaw`
    WITH twice AS (DELETE FROM poll_vote v USING poll_vote o WHERE v.user_id = ${guestId}::uuid
      AND o.poll_id = v.poll_id AND o.user_id = ${ownerId}::uuid RETURNING v.poll_id, v.answer)
    UPDATE poll p SET version = version + 1, votes = (
      SELECT array_agg(n - (place = CASE p.kind WHEN 'vote' THEN twice.answer + 1 ELSE 1 END)::int ORDER BY place)
      FROM unnest(p.votes) WITH ORDINALITY AS u (n, place))
    FROM twice WHERE p.id = twice.poll_id`;
  await tx.$executeRaw`UPDATE poll_vote SET user_id = ${ownerId}::uuid WHERE user_id = ${guestId}::uuid`;
}

/** Whoever wanted a question answered under both names is one person: what the guest wanted is counted anew. */
async function adoptWishes(tx: Queryable, { guestId, ownerId }: Adoption): Promise<void> {
  const heads = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT coalesce(q.merged_into, q.id)::text AS id FROM question_vote v JOIN question q ON q.id = v.question_id
    WHERE v.user_id = ${guestId}::uuid`;
  if (heads.length === 0) return;
  await tx.$executeRaw`UPDATE question_vote v SET user_id = ${ownerId}::uuid, person = ${ownerId} WHERE user_id = ${guestId}::uuid
    AND NOT EXISTS (SELECT FROM question_vote o WHERE o.question_id = v.question_id AND o.person = ${ownerId})`;
  await tx.$executeRaw`DELETE FROM question_vote WHERE user_id = ${guestId}::uuid`;
  await tx.$executeRaw`UPDATE question h SET changed_at = clock_timestamp(), votes = (
      SELECT count(DISTINCT v.person) FROM question q JOIN question_vote v ON v.question_id = q.id WHERE q.id = h.id OR q.merged_into = h.id)
    WHERE h.id = ANY (${heads.map(({ id }) => id)}::uuid[])`;
}
