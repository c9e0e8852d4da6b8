import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { actAs } from "#lib/engine/act-as.ts";
import { moveOrders, notOver } from "#lib/engine/move-orders.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import type { CallOffInput, PreorderState } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Ends any order that is not delivered, for a reason that its buyer reads; everything paid goes back and the units go to the next in
 * line. Ending it twice is one act. Refuses with not_found or order_over.
 */
export async function callOffPreorder(
  app: MoneyUses,
  operator: Operator,
  preorderId: string,
  { reason }: CallOffInput,
): Promise<void> {
  const { db, engine } = app;
  const order = await db.preorder.findUnique({ where: { id: preorderId }, select: { editionId: true } });
  if (!order) throw new Refusal("not_found");
  const { editionId } = order;
  const isMoved = await engine.commit(async (write) => {
    const { tx } = write;
    await actAs(tx, operator.id, reason);
    const [was] = await moveOrders(write, { editionId, ids: [preorderId], from: notOver, to: "CANCELLED" });
    if (!was) return false;
    await oweRefund(tx, preorderId);
    await recordAct(tx, {
      actorId: operator.id,
      action: "preorder.called_off",
      subject: `preorder:${preorderId}`,
      before: { state: was.from, paidMinor: was.paidMinor },
      after: { state: "CANCELLED", reason },
    });
    return true;
  });
  if (!isMoved) {
    const { state } = await stateOf(app, preorderId);
    if (state !== "CANCELLED") throw new Refusal("order_over", { detail: { state } });
  }
  await payRefunds(app, preorderId);
}

async function stateOf({ db }: Uses<"db">, id: string): Promise<{ state: PreorderState }> {
  return db.preorder.findUniqueOrThrow({ where: { id }, select: { state: true } });
}
