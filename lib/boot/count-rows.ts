import type { Queryable } from "#lib/db.ts";

/** How many rows each table of the shop has, exactly; the database's own and the job queue's are left out. */
export async function countRows(db: Queryable): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ table: string; count: number }[]>`
    SELECT c.relname AS "table", (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', c.relname), false, true, '')))[1]::text::int AS count
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_%' ORDER BY c.relname`;
  return new Map(rows.map(({ table, count }) => [table, count]));
}

/** How many rows of each table are gone. */
export function lostRows(before: Map<string, number>, after: Map<string, number>): { what: string; count: number }[] {
  return [...before].map(([table, count]) => ({ what: `rows of ${table}`, count: count - (after.get(table) ?? 0) }));
}
