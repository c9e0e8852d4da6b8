import type { Queryable } from "#lib/db.ts";
import { Prisma } from "#prisma/client/client.ts";

/** Which orders: a statement that selects their ids, or the ids themselves. */
export type Which = Prisma.Sql | string[];

/** The rows of orders with all that a view of them says, by id, each as it comes from the database. */
export async function orderRows(db: Queryable, which: Which): Promise<unknown[]> {
  const ids = Array.isArray(which) ? Prisma.sql`${which}::uuid[]` : Prisma.sql`ARRAY(${which})`;
  const rows = await db.$queryRaw<{ answer: unknown }[]>`SELECT answer FROM read_orders(${ids}) AS o(answer)`;
  return rows.map(({ answer }) => answer);
}
