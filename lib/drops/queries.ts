import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import { dropRow } from "#lib/engine/rows.ts";
import { dropColumn } from "#lib/engine/sql.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

/** Every drop of a host's own show, prepared ones too, in the order they were made. */
export async function listDropsOf({ db }: Uses<"db">, show: DeskOf<"show">): Promise<LiveDrop[]> {
  return readDrops(db, show.id);
}

/** One drop of a host. */
export async function findDropOf({ db }: Uses<"db">, drop: DeskOf<"drop">): Promise<LiveDrop> {
  const [row] = await db.$queryRaw<{ drop: unknown }[]>`
    SELECT ${dropColumn("d")} AS drop FROM drop d WHERE id = ${drop.id}::uuid`;
  if (!row) throw new Error(`drop ${drop.id} vanished`);
  return dropRow.parse(row.drop);
}

export async function readDrops(db: Database, showId: string): Promise<LiveDrop[]> {
  const rows = await db.$queryRaw<{ drop: unknown }[]>`
    SELECT ${dropColumn("d")} AS drop FROM drop d WHERE show_id = ${showId}::uuid ORDER BY created_at, id`;
  return rows.map(({ drop }) => dropRow.parse(drop));
}
