import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

const atOnce = 200;

/**
 * Orders `o` that go to nobody knows where, a week before their address lock and a day after their last change. The window is the one
 * that was promised last.
 */
const upcoming = `preorder o JOIN edition e ON e.id = o.edition_id JOIN product p ON p.id = e.product_id AND p.delivery = 'shipped'
  WHERE o.addressed_at IS NULL AND o.address_reminded_at IS NULL AND o.state IN ('RESERVED', 'LOCKED')
    AND o.state_changed_at <= now() - interval '1 day'
    AND coalesce((SELECT c.window_start FROM promise_change c WHERE c.preorder_id = o.id ORDER BY c.at DESC, c.id DESC LIMIT 1), o.window_start)
      <= (now() + make_interval(days => e.address_lock_days + 7))::date`;

export const addressReminders: TimedWork<Uses<"db" | "orderLinks">> = {
  name: "remind-missing-addresses",
  every: 60,
  due: `EXISTS (SELECT FROM ${upcoming})`,
  work: remindMissing,
};

/** Asks once for an address that is missing while its lock comes near. */
export async function remindMissing(app: Uses<"db" | "orderLinks">): Promise<void> {
  let found = atOnce;
  while (found === atOnce) {
    found = await app.db.$transaction(async (tx) => {
      const due = await tx.$queryRaw<{ id: string }[]>`
        UPDATE preorder SET address_reminded_at = now() WHERE id IN (
          SELECT o.id FROM ${Prisma.raw(upcoming)} ORDER BY o.id LIMIT ${atOnce} FOR UPDATE OF o SKIP LOCKED)
        RETURNING id::text`;
      const ids = due.map(({ id }) => id);
      const rows = await readOrders(tx, ids);
      await notify(
        tx,
        rows.map((row) => {
          const order = viewPreorder(row);
          return {
            kind: "addressMissing" as const,
            occasion: `${order.id}:address`,
            preorderId: order.id,
            to: { userId: row.userId, address: order.contact },
            facts: { order: orderFactsOf(app, order), lockAt: order.addressLockAt },
          };
        }),
      );
      return due.length;
    });
  }
}
