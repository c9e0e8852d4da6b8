import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { PinCue } from "#lib/live/contract.ts";
import { recentCues } from "#lib/live/cues.ts";
import { Refusal } from "#lib/refusal.ts";

type Row = { atMs: bigint; productId: string | null };

const most = 5000;

/** Everything that was pinned in a show, in its order. Refuses with not_found. */
export async function listPins({ db }: Uses<"db">, showId: string): Promise<PinCue[]> {
  const show = await db.show.findUnique({ where: { id: showId }, select: { id: true } });
  if (!show) throw new Refusal("not_found");
  return (await readPins(db, showId, most)).reverse();
}

/** The newest ones. The last is what is pinned now, also where that was set without a moment. */
export async function readRecentPins(
  db: Database,
  show: { id: string; pinnedProductId: string | null },
): Promise<PinCue[]> {
  const cues = (await readPins(db, show.id, recentCues)).reverse();
  const last = cues.at(-1);
  if ((last?.productId ?? null) === show.pinnedProductId) return cues;
  return [...cues, { atMs: last?.atMs ?? 0, productId: show.pinnedProductId }];
}

async function readPins(db: Database, showId: string, limit: number): Promise<PinCue[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT at_stream_ms AS "atMs", payload ->> 'productId' AS "productId" FROM cue
    WHERE show_id = ${showId}::uuid AND kind = 'pin' ORDER BY at_stream_ms DESC, id DESC LIMIT ${limit}::int`;
  return rows.map(({ atMs, productId }) => ({ atMs: Number(atMs), productId }));
}
