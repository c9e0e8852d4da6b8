import { container } from "#lib/container.ts";
import type { StockLine } from "#lib/live/contract.ts";

type Answer = Omit<StockLine, "editionId" | "salesOpen"> & { moved: { id: string; userId: string }[] };

const most = 500;

/** Gives back the units of holds whose time is over by the database's clock. Any number of processes may run it at once. */
export async function expireHolds(): Promise<number> {
  const { db, publish, soldOut } = container();
  const due = await db.$queryRaw<{ editionId: string; ids: string[] }[]>`
    SELECT edition_id AS "editionId", array_agg(id::text) AS ids FROM (
      SELECT edition_id, id FROM preorder WHERE state = 'HELD' AND hold_expires_at <= now() ORDER BY hold_expires_at LIMIT ${most}) d
    GROUP BY edition_id`;
  let expired = 0;
  for (const { editionId, ids } of due) {
    const [row] = await db.$queryRaw<{ answer: Answer }[]>`
      SELECT move_preorders(${editionId}::uuid, ${ids}::uuid[], '{HELD}', 'EXPIRED', true) AS answer`;
    if (!row) continue;
    const { moved, ...stock } = row.answer;
    if (moved.length === 0) continue;
    expired += moved.length;
    soldOut.forget(editionId);
    publish.stockMoved({ editionId, ...stock });
    for (const { id, userId } of moved) publish.orderChanged(userId, { id, state: "EXPIRED" });
  }
  return expired;
}
