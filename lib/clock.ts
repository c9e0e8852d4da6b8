import type { Database } from "#lib/db.ts";

/** The one clock that decides about holds, opening times and deadlines. */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (!row) throw new Error("the database told no time");
  return row.now;
}

/** What that clock shows when performance.now() is zero, in epoch milliseconds, right to within half a round trip. */
export async function databaseClockZero(db: Database): Promise<number> {
  const asked = performance.now();
  const now = await databaseTime(db);
  return now.getTime() - (asked + performance.now()) / 2;
}
