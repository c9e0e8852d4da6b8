import type { Database } from "#lib/db.ts";

/** The one clock that decides about holds, opening times and deadlines. */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (!row) throw new Error("the database told no time");
  return row.now;
}
