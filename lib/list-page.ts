import { Prisma } from "#prisma/client/client.ts";

/** The rows of one page, of which one more was read than it has, and where the next begins: null on the last one. */
export function cutPage<Row extends { at: Date; id: string }>(
  rows: Row[],
  limit: number,
): { page: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null };
}

/** The row that a cursor names, to compare (time, id) with. */
export function cursorRow(cursor: string): Prisma.Sql {
  const [time = "", id = ""] = cursor.split(".");
  return Prisma.sql`(${new Date(Number(time))}::timestamptz, ${id}::uuid)`;
}
