import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { CallInput } from "#lib/balances/schema.ts";
import type { Uses } from "#lib/container.ts";
import { undoTime } from "#lib/engine/sql.ts";
import type { DoneForOrders } from "#lib/handover/schema.ts";
import { type Judged, sortOut } from "#lib/handover/sort-out.ts";

/**
 * The seller says that these are ready to be paid: their buyers are told, and their balances are charged some days later, never
 * while a lock can be taken back. Each order is judged for itself: wrong_state, or balance_settled when it is paid or has its day.
 */
export async function callBalances(
  { db, publish }: Uses<"db" | "publish">,
  operator: Operator,
  { ids, inDays }: CallInput,
): Promise<DoneForOrders> {
  const judged = await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Judged[]>`
      SELECT o.id::text, o.user_id::text AS "userId", o.state::text AS state,
        CASE WHEN o.state <> 'LOCKED' THEN 'wrong_state' WHEN b.preorder_id IS NULL OR b.due_at IS NOT NULL OR b.paid_at IS NOT NULL THEN 'balance_settled' END AS refused
      FROM preorder o LEFT JOIN balance b ON b.preorder_id = o.id WHERE o.id = ANY (${ids}::uuid[]) ORDER BY o.id FOR UPDATE OF o`;
    const called = rows.filter(({ refused }) => !refused).map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE balance b SET due_at = d.due, next_try_at = d.due, announce_at = now()
      FROM preorder o CROSS JOIN LATERAL (SELECT greatest(now() + ${inDays} * interval '1 day', o.locked_at + ${undoTime}) AS due) d
      WHERE o.id = b.preorder_id AND o.id = ANY (${called}::uuid[])`;
    if (called.length > 0)
      await recordAct(tx, {
        actorId: operator.id,
        action: "balance.called",
        subject: "preorders",
        after: { ids: called, inDays },
      });
    return rows;
  });
  for (const { id, userId, state, refused } of judged) if (!refused) publish.orderChanged(userId, { id, state });
  return sortOut(ids, judged);
}
