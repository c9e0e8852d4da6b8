import type { Uses } from "#lib/container.ts";
import { moveOrders } from "#lib/engine/move-orders.ts";
import { Throttle } from "#lib/jobs/throttle.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

const maxAtOnce = 500;
/** Then others have their turn; what is left is due again a second later. */
const maxMs = 5000;

export const holdExpiry: TimedWork<Uses<"db" | "engine">> = {
  name: "expire-holds",
  every: 1,
  due: "EXISTS (SELECT FROM preorder WHERE state = 'HELD' AND hold_expires_at <= now())",
  work: expireHolds,
};

/** Gives back the units of holds whose time is over by the database's clock. Any number of processes may run it at once. */
export async function expireHolds(app: Uses<"db" | "engine">): Promise<number> {
  const until = performance.now() + maxMs;
  const throttle = new Throttle();
  let expired = 0;
  for (;;) {
    const moved = await expireSome(app);
    expired += moved;
    if (moved < maxAtOnce || performance.now() > until) return expired;
    await throttle.rest();
  }
}

async function expireSome({ db, engine }: Uses<"db" | "engine">): Promise<number> {
  const due = await db.$queryRaw<{ editionId: string; ids: string[] }[]>`
    SELECT edition_id AS "editionId", array_agg(id::text) AS ids FROM (
      SELECT edition_id, id FROM preorder WHERE state = 'HELD' AND hold_expires_at <= now() ORDER BY hold_expires_at LIMIT ${maxAtOnce}) d
    GROUP BY edition_id`;
  let expired = 0;
  for (const { editionId, ids } of due) {
    const moved = await engine.once((write) =>
      moveOrders(write, { editionId, ids, from: ["HELD"], to: "EXPIRED", dueOnly: true }),
    );
    expired += moved.length;
  }
  return expired;
}
