import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { type Judged, sortOut } from "#lib/delivery/sort-out.ts";
import { actAs } from "#lib/preorders/act-as.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";

type Row = Judged & { editionId: string };
type Handed = { editionId: string; move: Moved };

/**
 * Locked orders are ready to be handed over, or ready ones were delivered. Each is judged for itself, and saying it again
 * changes nothing: wrong_state, undo_open while the buyer may take the lock back, balance_due while something is
 * owed, order_disputed while a bank decides about what was paid.
 */
export async function handOver(operator: Operator, ids: string[], to: "READY" | "DELIVERED") {
  const { db, publish } = container();
  const { rows, handed } = await db.$transaction(async (tx) => {
    await actAs(tx, operator.id);
    await tx.$queryRaw`SELECT 1 FROM inventory WHERE edition_id IN (SELECT edition_id FROM preorder WHERE id = ANY (${ids}::uuid[])) ORDER BY edition_id FOR UPDATE`;
    const judged = await tx.$queryRaw<Row[]>`
      SELECT id::text, user_id::text AS "userId", edition_id::text AS "editionId", state::text AS state, CASE
          WHEN state::text = ${to} THEN NULL
          WHEN state::text <> ${to === "READY" ? "LOCKED" : "READY"} THEN 'wrong_state'
          WHEN state = 'LOCKED' AND locked_at + undo_time() > now() THEN 'undo_open'
          WHEN balance_owed(id) > 0 THEN 'balance_due'
          WHEN is_disputed(id) THEN 'order_disputed' END AS refused
      FROM preorder WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    const moving = judged.filter(({ state, refused }) => !refused && state !== to);
    const moved: Handed[] = [];
    const byEdition = Map.groupBy(moving, (row) => row.editionId);
    for (const [editionId, orders] of byEdition) {
      const movingIds = orders.map(({ id }) => id);
      const [row] = await tx.$queryRaw<{ move: Moved }[]>`
        SELECT move_preorders(${editionId}::uuid, ${movingIds}::uuid[], '{LOCKED,READY}', ${to}::"PreorderState") AS move`;
      if (row) moved.push({ editionId, move: row.move });
    }
    // The audit log is the last lock that anybody takes.
    for (const [editionId, orders] of byEdition) {
      await recordAct(tx, {
        actorId: operator.id,
        action: to === "READY" ? "orders.ready" : "orders.delivered",
        subject: `edition:${editionId}`,
        after: { ids: orders.map(({ id }) => id) },
      });
    }
    return { rows: judged, handed: moved };
  });
  for (const { editionId, move } of handed) {
    tellMoved(editionId, move);
    for (const { id, userId } of move.moved) publish.orderChanged(userId, { id, state: to });
  }
  return sortOut(ids, rows);
}
