import type { Database } from "#lib/db.ts";
import { type Board, protocolVersion } from "#lib/live/contract.ts";
import type { Rooms } from "#lib/live/rooms.ts";
import { readSalesOfShow } from "#lib/shows/read-sales.ts";
import { editionName } from "#lib/variants/queries.ts";

type Totals = { currency: string } & Record<
  "captured" | "refunded" | "value" | "held" | "reserved" | "locked" | "ready" | "delivered" | "expired" | "cancelled",
  bigint
>;

/**
 * Every figure of one show's board in one consistent read: its totals and its last minutes, which the same statements wrote
 * that moved the orders. No scan of orders or of older minutes, however many there are.
 */
export async function readBoardFigures(db: Database, rooms: Rooms, showId: string): Promise<Board | null> {
  const room = await rooms.open(showId);
  if (!room) return null;
  const [totals, minutes, newest, sales] = await db.$transaction(
    [readTotals(db, showId), readMinutes(db, showId), readNewest(db, showId), readSalesOfShow(db, showId)],
    { isolationLevel: "RepeatableRead" },
  );
  const { state } = room;
  const { at, seq, stock } = room.snapshot();
  return {
    v: protocolVersion,
    seq,
    at,
    showId,
    viewers: state.viewers,
    likes: state.likes,
    money: totals.map((row) => ({
      currency: row.currency,
      capturedMinor: Number(row.captured),
      refundedMinor: Number(row.refunded),
      reservedMinor: Number(row.value),
    })),
    orders: {
      held: sum(totals, "held"),
      reserved: sum(totals, "reserved"),
      locked: sum(totals, "locked"),
      ready: sum(totals, "ready"),
      delivered: sum(totals, "delivered"),
      expired: sum(totals, "expired"),
      cancelled: sum(totals, "cancelled"),
    },
    minutes: minutes.toReversed().map((row) => ({
      minute: row.minute.toISOString(),
      placed: row.placed,
      reserved: row.reserved,
      gone: row.gone,
      captured: row.captured,
    })),
    stock,
    sales,
    newest: newest.map(({ at: placedAt, totalMinor, paidMinor, ...row }) => ({
      ...row,
      totalMinor: Number(totalMinor),
      paidMinor: Number(paidMinor),
      at: placedAt.toISOString(),
    })),
  };
}

function readTotals(db: Database, showId: string) {
  return db.$queryRaw<Totals[]>`
    SELECT m.currency, sum(m.captured_minor)::bigint AS captured, sum(m.refunded_minor)::bigint AS refunded, sum(m.value_minor)::bigint AS value,
      sum(m.held) AS held, sum(m.reserved) AS reserved, sum(m.locked) AS locked, sum(m.ready) AS ready,
      sum(m.delivered) AS delivered, sum(m.expired) AS expired, sum(m.cancelled) AS cancelled
    FROM sales_total m WHERE m.show_id = ${showId}::uuid GROUP BY m.currency ORDER BY m.currency`;
}

/** The last 120 minutes in which anything happened, newest first. */
export function readMinutes(db: Database, showId: string) {
  return db.$queryRaw<(Omit<Board["minutes"][number], "minute"> & { minute: Date })[]>`
    WITH newest AS (
      SELECT DISTINCT minute FROM sales_minute WHERE show_id = ${showId}::uuid ORDER BY minute DESC LIMIT 120)
    SELECT minute, sum(placed)::int AS placed, sum(reserved)::int AS reserved, sum(gone)::int AS gone,
      coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'minor', captured) ORDER BY currency) FILTER (WHERE captured > 0), '[]') AS captured
    FROM (
      SELECT minute, currency, sum(placed_orders) AS placed, sum(reserved_orders) AS reserved, sum(expired_orders + cancelled_orders) AS gone, sum(captured_minor) AS captured
      FROM sales_minute WHERE show_id = ${showId}::uuid AND minute >= (SELECT min(minute) FROM newest) GROUP BY minute, currency) m
    GROUP BY minute ORDER BY minute DESC`;
}

function readNewest(db: Database, showId: string) {
  return db.$queryRaw<
    (Omit<Board["newest"][number], "at" | "totalMinor" | "paidMinor"> & {
      at: Date;
      totalMinor: bigint;
      paidMinor: bigint;
    })[]
  >`
    SELECT o.id, CASE WHEN u.is_anonymous THEN o.contact ELSE u.name END AS buyer, p.name || ' · ' || ${editionName("e")} AS edition, o.quantity, o.total_minor AS "totalMinor", o.paid_minor AS "paidMinor",
      o.currency, o.state::text AS state, o.placed_at AS at
    FROM (SELECT * FROM preorder WHERE show_id = ${showId}::uuid ORDER BY placed_at DESC LIMIT 50) o
    JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id JOIN "user" u ON u.id = o.user_id
    ORDER BY o.placed_at DESC`;
}

function sum(totals: Totals[], state: Exclude<keyof Totals, "currency">): number {
  return totals.reduce((units, row) => units + Number(row[state]), 0);
}
