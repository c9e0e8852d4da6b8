import type { Uses } from "#lib/container.ts";
import { notify, type Occurrence } from "#lib/notices/notify.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Waiting = { userId: string; address: string; locale: string; title: string; ordered: boolean };
type Told = { title: string; link: string; ordered: boolean };
type Write = (told: Told) => Extract<Occurrence, { kind: "showMoved" | "showCancelled" }>;

/** One statement takes as many; a bigger one would hold the show's row for longer than anybody waits. */
const perStatement = 1000;

/**
 * Writes, each address once, to everybody who waits for a show: who has a place in the line of one of its drops or on the waitlist
 * of what it lists, and who holds an order of it. Call it in the transaction of the act; of one occasion nobody hears twice.
 */
export async function tellWaiting(
  tx: Prisma.TransactionClient,
  { env }: Uses<"env">,
  { showId, occasion, write }: { showId: string; occasion: string; write: Write },
): Promise<number> {
  const { slug } = await tx.show.findUniqueOrThrow({ where: { id: showId }, select: { slug: true } });
  const link = `${env.PUBLIC_URL}/shows/${slug}`;
  const waiting = await readWaiting(tx, showId);
  for (let from = 0; from < waiting.length; from += perStatement) {
    const notices = waiting.slice(from, from + perStatement).map(({ userId, address, title, ordered }) => ({
      ...write({ title, link, ordered }),
      occasion: `${showId}:${occasion}:${address}`,
      to: { userId, address },
    }));
    await notify(tx, notices);
  }
  return waiting.length;
}

/** Each address once, with the show's title as its reader knows it. */
function readWaiting(tx: Prisma.TransactionClient, showId: string): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    WITH waiting AS (
      SELECT user_id, contact, true AS ordered FROM preorder
        WHERE show_id = ${showId}::uuid AND state IN ('HELD', 'RESERVED', 'LOCKED', 'READY')
      UNION ALL
      SELECT q.user_id, q.contact, false FROM drop d JOIN queue_entry q ON q.edition_id = d.edition_id AND q.drop_id = d.id
        WHERE d.show_id = ${showId}::uuid AND q.state = 'WAITING'
      UNION ALL
      SELECT q.user_id, q.contact, false FROM show_product sp JOIN edition e ON e.product_id = sp.product_id
        JOIN queue_entry q ON q.edition_id = e.id AND q.drop_id IS NULL
        WHERE sp.show_id = ${showId}::uuid AND q.state = 'WAITING')
    SELECT DISTINCT ON (lower(w.contact)) u.id::text AS "userId", lower(w.contact) AS address,
      bool_or(w.ordered) OVER (PARTITION BY lower(w.contact)) AS ordered,
      coalesce(nullif(s.texts -> u.locale ->> 'title', ''), s.title) AS title
    FROM waiting w JOIN "user" u ON u.id = w.user_id AND u.erased_at IS NULL, show s
    WHERE s.id = ${showId}::uuid AND w.contact LIKE '%@%' ORDER BY lower(w.contact), u.is_anonymous`;
}
