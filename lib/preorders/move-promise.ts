import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { PromiseInput } from "#lib/delivery-windows/schema.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderState } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Order = { userId: string; state: PreorderState; start: string | null; end: string | null };

/**
 * Promises a live order another delivery window. What was frozen on the order stays; the change is a row with its reason,
 * which the buyer reads and is written about. Refuses with not_found or order_over.
 */
export async function movePromise(
  app: Uses<"db" | "orderLinks" | "publish">,
  operator: Operator,
  preorderId: string,
  promise: PromiseInput,
): Promise<void> {
  const { db, publish } = app;
  const known = await findPreorderOf(app, operator, preorderId);
  if (!known) throw new Refusal("not_found");
  const order = await db.$transaction(async (tx) => {
    const [held] = await tx.$queryRaw<Pick<Order, "userId" | "state">[]>`
      SELECT user_id AS "userId", state::text AS state FROM preorder WHERE id = ${preorderId}::uuid FOR UPDATE`;
    if (!held) throw new Refusal("not_found");
    if (["DELIVERED", "EXPIRED", "CANCELLED"].includes(held.state))
      throw new Refusal("order_over", { detail: { state: held.state } });
    const [before] = await tx.$queryRaw<Pick<Order, "start" | "end">[]>`
      SELECT start::text, "end"::text FROM (
        SELECT window_start AS start, window_end AS "end", placed_at AS at FROM preorder WHERE id = ${preorderId}::uuid
        UNION ALL SELECT window_start, window_end, at FROM promise_change WHERE preorder_id = ${preorderId}::uuid) promises
      ORDER BY at DESC LIMIT 1`;
    const { start, end, reason } = promise;
    const changeId = orderId();
    const [change] = await tx.$queryRaw<{ at: Date }[]>`
      INSERT INTO promise_change (id, preorder_id, window_start, window_end, reason, at)
      VALUES (${changeId}::uuid, ${preorderId}::uuid, ${start}::date, ${end}::date, ${reason}, clock_timestamp()) RETURNING at`;
    const made = { ...promise, at: (change?.at ?? new Date()).toISOString() };
    await recordAct(tx, {
      actorId: operator.id,
      action: "promise.moved",
      subject: `preorder:${preorderId}`,
      before,
      after: promise,
    });
    await notify(tx, [
      {
        kind: "promiseMoved",
        occasion: changeId,
        preorderId,
        to: { userId: held.userId, address: known.contact },
        facts: {
          order: orderFactsOf(app, { ...known, window: { start, end }, promise: [...known.promise, made] }),
          before: before?.start && before.end ? { start: before.start, end: before.end } : null,
          after: { start, end },
          reason,
        },
      },
    ]);
    return held;
  });
  publish.orderChanged(order.userId, { id: preorderId, state: order.state });
}
