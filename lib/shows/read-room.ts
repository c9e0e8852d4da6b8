import { databaseClockZero } from "#lib/clock.ts";
import type { Database } from "#lib/db.ts";
import { readDrops } from "#lib/drops/queries.ts";
import { maskName } from "#lib/engine/mask-name.ts";
import { stockColumns } from "#lib/engine/sql.ts";
import { isOver, type LiveStock } from "#lib/live/contract.ts";
import type { RoomStart } from "#lib/live/room.ts";
import { viewRules } from "#lib/moderation/talk-rules.ts";
import { viewLines } from "#lib/moderation/tell-standing.ts";
import { readLastPoll } from "#lib/polls/queries.ts";
import { readRecentPins } from "#lib/shows/read-pins.ts";
import { viewHalts } from "#lib/shows/set-halt.ts";

/** What a room starts from when a process first needs it: state, stock, the recent feed and chat. */
export async function readRoom(
  db: Database,
  showId: string,
  /** What only this process knows; asked after the reading, for it goes on meanwhile. */
  here: () => Pick<RoomStart, "viewers" | "video">,
): Promise<Omit<RoomStart, "questions" | "askedCues"> | null> {
  const show = await db.show.findUnique({ where: { id: showId } });
  if (!show) return null;
  const [stock, drops, orders, chat, cues, poll, clockZero] = await Promise.all([
    readStock(db, showId),
    readDrops(db, showId),
    readFeed(db, showId),
    readChat(db, showId),
    readRecentPins(db, show),
    readLastPoll(db, showId),
    databaseClockZero(db),
  ]);
  const { viewers, video } = here();
  return {
    clockZero,
    status: show.status,
    video: isOver(show.status) ? "ended" : video,
    viewers,
    likes: Number(show.likes),
    pinned: show.pinnedProductId,
    cueAt: cues.at(-1)?.atMs ?? 0,
    cues,
    catalog: 1,
    stock,
    drops: drops.filter(({ status }) => status !== "PREPARED"),
    // What was taken off the show, or archived, has no name on its pages any more.
    orders: orders
      .filter(({ editionId }) => stock.some((each) => each.editionId === editionId))
      .reverse()
      .map((order) => ({
        id: order.id.slice(-12),
        name: maskName(order.name),
        editionId: order.editionId,
        quantity: order.quantity,
        at: order.at.toISOString(),
      })),
    ...(poll && { poll }),
    talk: viewRules(show),
    halts: viewHalts(show),
    chat,
  };
}

async function readStock(db: Database, showId: string) {
  const rows = await db.$queryRaw<(Omit<LiveStock, "seq"> & { seq: bigint })[]>`
    SELECT ${stockColumns}
    FROM show_product sp JOIN edition e ON e.product_id = sp.product_id JOIN inventory i ON i.edition_id = e.id
    JOIN product p ON p.id = e.product_id AND p.archived_at IS NULL
    WHERE sp.show_id = ${showId}::uuid AND e.archived_at IS NULL ORDER BY sp.position, e.position`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

function readFeed(db: Database, showId: string) {
  return db.$queryRaw<{ id: string; name: string; editionId: string; quantity: number; at: Date }[]>`
    SELECT o.id::text AS id, CASE WHEN u.is_anonymous THEN o.contact ELSE u.name END AS name, o.edition_id AS "editionId", o.quantity, o.placed_at AS at
    FROM (SELECT * FROM preorder WHERE show_id = ${showId}::uuid ORDER BY placed_at DESC LIMIT 20) o
    JOIN "user" u ON u.id = o.user_id ORDER BY o.placed_at DESC`;
}

async function readChat(db: Database, showId: string) {
  const lines = await db.chatMessage.findMany({
    where: { showId, deletedAt: null },
    orderBy: { at: "desc" },
    take: 200,
  });
  return viewLines(db, lines.toReversed());
}
