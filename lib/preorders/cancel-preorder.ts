import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { oweRefund } from "#lib/payments/owe-refund.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { actAs } from "#lib/preorders/act-as.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * The buyer gives the units back while the refund window is open; the database's clock decides. Leaving the order and
 * owing the refund are one transaction, paying it follows. Refuses with not_found or not_cancellable.
 */
export async function cancelPreorder(buyer: Buyer, preorderId: string): Promise<void> {
  const { db, publish } = container();
  const [order] = await db.$queryRaw<{ editionId: string; open: boolean; state: string }[]>`
    SELECT edition_id AS "editionId", state::text AS state, refundable_until > now() AND state IN ('HELD', 'RESERVED') AS open
    FROM preorder WHERE id = ${preorderId}::uuid AND user_id = ${buyer.id}::uuid`;
  if (!order) throw new Refusal("not_found");
  if (order.state === "CANCELLED") return payRefunds(preorderId);
  if (!order.open) throw new Refusal("not_cancellable", { detail: { state: order.state } });

  const answer = await db.$transaction(async (tx) => {
    await actAs(tx, buyer.id);
    const [row] = await tx.$queryRaw<{ answer: Moved }[]>`
      SELECT move_preorders(${order.editionId}::uuid, ARRAY[${preorderId}]::uuid[], '{HELD,RESERVED}', 'CANCELLED') AS answer`;
    await oweRefund(tx, preorderId);
    return row?.answer;
  });
  if (answer && answer.moved.length > 0) {
    tellMoved(order.editionId, answer);
    publish.orderChanged(buyer.id, { id: preorderId, state: "CANCELLED" });
  } else {
    const { state } = await db.preorder.findUniqueOrThrow({ where: { id: preorderId }, select: { state: true } });
    if (state !== "CANCELLED") throw new Refusal("not_cancellable", { detail: { state } });
  }
  await payRefunds(preorderId);
}
