import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { actAs } from "#lib/engine/act-as.ts";
import { moveOrders } from "#lib/engine/move-orders.ts";
import { balanceOwed, isDisputedIn, lockStock, undoTime } from "#lib/engine/sql.ts";
import { type Judged, sortOut } from "#lib/handover/sort-out.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = Judged & { editionId: string };

/**
 * Locked orders are ready to be handed over, or ready ones were delivered. Each is judged for itself, and saying it again
 * changes nothing: wrong_state, undo_open while the buyer may take the lock back, balance_due while something is
 * owed, address_missing while a country was agreed and nobody said where in it, order_disputed while a bank decides about what was paid.
 */
export async function handOver(
  { engine }: Uses<"engine">,
  operator: Operator,
  ids: string[],
  to: "READY" | "DELIVERED",
) {
  const rows = await engine.commit(async (write) => {
    const { tx } = write;
    await actAs(tx, operator.id);
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT edition_id FROM preorder WHERE id = ANY (${ids}::uuid[])`));
    const judged = await tx.$queryRaw<Row[]>`
      SELECT id::text, user_id::text AS "userId", edition_id::text AS "editionId", state::text AS state, CASE
          WHEN state::text = ${to} THEN NULL
          WHEN state::text <> ${to === "READY" ? "LOCKED" : "READY"} THEN 'wrong_state'
          WHEN state = 'LOCKED' AND locked_at + ${undoTime} > now() THEN 'undo_open'
          WHEN ${balanceOwed("id")} > 0 THEN 'balance_due'
          WHEN country IS NOT NULL AND addressed_at IS NULL THEN 'address_missing'
          WHEN ${isDisputedIn("id")} THEN 'order_disputed' END AS refused
      FROM preorder WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    const moving = judged.filter(({ state, refused }) => !refused && state !== to);
    const byEdition = Map.groupBy(moving, (row) => row.editionId);
    for (const [editionId, orders] of byEdition) {
      await moveOrders(write, { editionId, ids: orders.map(({ id }) => id), from: ["LOCKED", "READY"], to });
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
    return judged;
  });
  return sortOut(ids, rows);
}
