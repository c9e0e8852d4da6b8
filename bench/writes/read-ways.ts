import type pg from "pg";
import type { Database } from "#lib/db.ts";

/** How one order is read by its key. */
export type ReadWay = (id: string) => Promise<{ contact: string } | null | undefined>;
type ReadWayName = "findUnique" | "prepared";

export function readWaysOf(db: Database, pool: pg.Pool): Record<ReadWayName, ReadWay> {
  return {
    findUnique: (id) => db.preorder.findUnique({ where: { id } }),
    prepared: async (id) => {
      const { rows } = await pool.query<{ contact: string }>({ ...byId, values: [id] });
      return rows[0];
    },
  };
}

const byId = { name: "order-by-id", text: "SELECT * FROM preorder WHERE id = $1" };
