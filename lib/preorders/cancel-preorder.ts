import type { Buyer } from "#lib/accounts/gate.ts";
import { actAs } from "#lib/engine/act-as.ts";
import { moveOrders } from "#lib/engine/move-orders.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * The buyer gives the units back while the refund window is open; the database's clock decides. Leaving the order and
 * owing the refund are one transaction, paying it follows. Refuses with not_found or not_cancellable.
 */
export async function cancelPreorder(app: MoneyUses, buyer: Buyer, preorderId: string): Promise<void> {
  const { db, engine } = app;
  const [order] = await db.$queryRaw<{ editionId: string; open: boolean; state: string }[]>`
    SELECT edition_id AS "editionId", state::text AS state, refundable_until > now() AND state IN ('HELD', 'RESERVED') AS open
    FROM preorder WHERE id = ${preorderId}::uuid AND user_id = ${buyer.id}::uuid`;
  if (!order) throw new Refusal("not_found");
  if (order.state === "CANCELLED") return payRefunds(app, preorderId);
  if (!order.open) throw new Refusal("not_cancellable", { detail: { state: order.state } });

  const moved = await engine.commit(async (write) => {
    await actAs(write.tx, buyer.id);
    const { editionId } = order;
    const cancelled = await moveOrders(write, {
      editionId,
      ids: [preorderId],
      from: ["HELD", "RESERVED"],
      to: "CANCELLED",
    });
    await oweRefund(write.tx, preorderId);
    return cancelled;
  });
  if (moved.length === 0) {
    const { state } = await db.preorder.findUniqueOrThrow({ where: { id: preorderId }, select: { state: true } });
    if (state !== "CANCELLED") throw new Refusal("not_cancellable", { detail: { state } });
  }
  await payRefunds(app, preorderId);
}
