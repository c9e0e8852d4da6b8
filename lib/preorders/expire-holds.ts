import { container } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";

const most = 500;

export const holdExpiry: TimedWork = {
  name: "expire-holds",
  every: 1,
  due: "EXISTS (SELECT FROM preorder WHERE state = 'HELD' AND hold_expires_at <= now())",
  work: expireHolds,
};

/** Gives back the units of holds whose time is over by the database's clock. Any number of processes may run it at once. */
export async function expireHolds(): Promise<number> {
  const { db, publish } = container();
  const due = await db.$queryRaw<{ editionId: string; ids: string[] }[]>`
    SELECT edition_id AS "editionId", array_agg(id::text) AS ids FROM (
      SELECT edition_id, id FROM preorder WHERE state = 'HELD' AND hold_expires_at <= now() ORDER BY hold_expires_at LIMIT ${most}) d
    GROUP BY edition_id`;
  let expired = 0;
  for (const { editionId, ids } of due) {
    const [row] = await db.$queryRaw<{ answer: Moved }[]>`
      SELECT move_preorders(${editionId}::uuid, ${ids}::uuid[], '{HELD}', 'EXPIRED', true) AS answer`;
    if (!row) continue;
    const { moved } = row.answer;
    if (moved.length === 0) continue;
    expired += moved.length;
    tellMoved(editionId, row.answer);
    for (const { id, userId } of moved) publish.orderChanged(userId, { id, state: "EXPIRED" });
  }
  return expired;
}
