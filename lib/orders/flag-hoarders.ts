import type { Uses } from "#lib/container.ts";
import { flagOrders } from "#lib/engine/flag-orders.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

export const hoarderFlags: TimedWork<Uses<"db">> = {
  name: "flag-hoarders",
  every: 30,
  due: "EXISTS (SELECT FROM drop WHERE status = 'OPEN' OR closed_at > now() - interval '1 hour') OR EXISTS (SELECT FROM unpaid_hold)",
  work: flagHoarders,
};

/**
 * Marks orders of the drops that are open, or closed within the last hour, when one person may be behind several accounts, and what
 * many guests of one address hold unpaid on open sale. A mark
 * changes nothing for a buyer; operators see it. Any number of processes may run it. Returns how many orders are newly marked.
 */
export function flagHoarders({ db }: Uses<"db">): Promise<number> {
  return flagOrders(db);
}
