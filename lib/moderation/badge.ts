import type { Database } from "#lib/db.ts";
import { type ChatBadge, chatBadge } from "#lib/live/contract.ts";
import { Prisma } from "#prisma/client/client.ts";

/** What somebody has of a show `s`: a product of it in their hands, else an order that was placed in it; an expression of SQL. */
export const badgeOf = (userId: string) => Prisma.sql`CASE
  WHEN EXISTS (SELECT FROM preorder o JOIN edition e ON e.id = o.edition_id JOIN show_product sp ON sp.product_id = e.product_id
    WHERE o.user_id = ${userId}::uuid AND o.state = 'DELIVERED' AND sp.show_id = s.id) THEN 'owner'
  WHEN EXISTS (SELECT FROM preorder o WHERE o.user_id = ${userId}::uuid AND o.show_id = s.id
    AND o.state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')) THEN 'buyer' END`;

export async function readBadge(db: Database, userId: string, showId: string): Promise<ChatBadge | null> {
  const [row] = await db.$queryRaw<{ badge: string | null }[]>`
    SELECT ${badgeOf(userId)} AS badge FROM show s WHERE s.id = ${showId}::uuid`;
  return chatBadge.nullable().parse(row?.badge ?? null);
}
