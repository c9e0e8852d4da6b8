import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Row } from "#bench/writes/rows.ts";
import type { Database } from "#lib/db.ts";

/** How rows are written: so many at a time, and so many times at once. */
export type Way = { size: number; atOnce: number; write: (rows: Row[]) => Promise<unknown> };
type WayName = "create" | "createMany" | "unnest" | "copy";

/** 256 is about what a lane's batch holds in a rush; COPY gets the long streams it is made for. */
export function waysOf(db: Database, pool: pg.Pool): Record<WayName, Way> {
  return {
    create: { size: 1, atOnce: 16, write: ([row]) => (row ? db.preorder.create({ data: row }) : Promise.resolve()) },
    createMany: { size: 256, atOnce: 2, write: (rows) => db.preorder.createMany({ data: rows }) },
    unnest: { size: 256, atOnce: 2, write: (rows) => insert(pool, rows) },
    copy: { size: 8192, atOnce: 2, write: (rows) => copy(pool, rows) },
  };
}

const unnest = {
  name: "unnest",
  text: `INSERT INTO preorder (id, user_id, person, edition_id, idem_key, contact, quantity, unit_minor, deposit_minor, total_minor,
    currency, state, placed_at, hold_expires_at, refundable_until, state_changed_at)
    SELECT r.id, r.u, r.c, $5::uuid, r.k, r.c, $6::int, $7::bigint, $8::bigint, $9::bigint, $10, $11::"PreorderState",
      $12::timestamptz, $13::timestamptz, $14::timestamptz, $12::timestamptz
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) r(id, u, k, c)`,
};

/** What differs from row to row goes as arrays, the rest once: the batch's terms are the same for all. */
async function insert(pool: pg.Pool, rows: Row[]) {
  const [terms] = rows;
  if (!terms) return;
  const { editionId, quantity, unitMinor, depositMinor, totalMinor, currency, state } = terms;
  const { placedAt, holdExpiresAt, refundableUntil } = terms;
  await pool.query({
    ...unnest,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ userId }) => userId),
      rows.map(({ idemKey }) => idemKey),
      rows.map(({ contact }) => contact),
      ...[editionId, quantity, unitMinor, depositMinor, totalMinor, currency, state],
      ...[placedAt, holdExpiresAt, refundableUntil],
    ],
  });
}

const columns =
  "id, user_id, person, edition_id, idem_key, contact, quantity, unit_minor, deposit_minor, total_minor, currency, state, placed_at, hold_expires_at, refundable_until, state_changed_at";

/** In COPY's text form. None of these values holds a tab, a newline or a backslash. */
async function copy(pool: pg.Pool, rows: Row[]) {
  const client = await pool.connect();
  try {
    await pipeline(chunks(rows), client.query(copyFrom(`COPY preorder (${columns}) FROM STDIN`)));
  } finally {
    client.release();
  }
}

function* chunks(rows: Row[]) {
  for (let from = 0; from < rows.length; from += 256)
    yield Buffer.from(
      rows
        .slice(from, from + 256)
        .map(line)
        .join(""),
    );
}

function line(row: Row): string {
  const [placed, hold, refundable] = [row.placedAt, row.holdExpiresAt, row.refundableUntil].map((at) =>
    at.toISOString(),
  );
  return `${row.id}\t${row.userId}\t${row.person}\t${row.editionId}\t${row.idemKey}\t${row.contact}\t${row.quantity}\t${row.unitMinor}\t${row.depositMinor}\t${row.totalMinor}\t${row.currency}\t${row.state}\t${placed}\t${hold}\t${refundable}\t${placed}\n`;
}
