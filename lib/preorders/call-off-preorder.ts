import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { oweRefund } from "#lib/payments/owe-refund.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { actAs } from "#lib/preorders/act-as.ts";
import type { CallOffInput, PreorderState } from "#lib/preorders/schema.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Ends any order that is not delivered, for a reason that its buyer reads; everything paid goes back and the units go to the next in
 * line. Ending it twice is one act. Refuses with not_found or order_over.
 */
export async function callOffPreorder(operator: Operator, preorderId: string, { reason }: CallOffInput): Promise<void> {
  const { db, publish } = container();
  const order = await db.preorder.findUnique({ where: { id: preorderId }, select: { editionId: true } });
  if (!order) throw new Refusal("not_found");
  const moved = await db.$transaction(async (tx) => {
    await actAs(tx, operator.id, reason);
    const [row] = await tx.$queryRaw<{ answer: Moved }[]>`
      SELECT move_preorders(${order.editionId}::uuid, ARRAY[${preorderId}]::uuid[], '{HELD,RESERVED,LOCKED,READY}', 'CANCELLED') AS answer`;
    const [was] = row?.answer.moved ?? [];
    if (!row || !was) return null;
    await oweRefund(tx, preorderId);
    await recordAct(tx, {
      actorId: operator.id,
      action: "preorder.called_off",
      subject: `preorder:${preorderId}`,
      before: { state: was.from, paidMinor: was.paidMinor },
      after: { state: "CANCELLED", reason },
    });
    return { ...row.answer, userId: was.userId };
  });
  if (moved) {
    const { userId, ...answer } = moved;
    tellMoved(order.editionId, answer);
    publish.orderChanged(userId, { id: preorderId, state: "CANCELLED" });
  } else {
    const { state } = await stateOf(preorderId);
    if (state !== "CANCELLED") throw new Refusal("order_over", { detail: { state } });
  }
  await payRefunds(preorderId);
}

async function stateOf(id: string): Promise<{ state: PreorderState }> {
  return container().db.preorder.findUniqueOrThrow({ where: { id }, select: { state: true } });
}
