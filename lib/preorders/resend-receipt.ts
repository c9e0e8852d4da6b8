import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { Refusal } from "#lib/refusal.ts";

/** Writes the receipt of a live, paid order anew, as it stands now, to whoever has it. Refuses with not_found or order_over. */
export async function resendReceipt(
  app: Uses<"db" | "orderLinks">,
  operator: Operator,
  preorderId: string,
): Promise<void> {
  const { db } = app;
  const order = await findPreorderOf(app, operator, preorderId);
  if (!order) throw new Refusal("not_found");
  const { state, contact, paidMinor } = order;
  if (!["RESERVED", "LOCKED", "READY", "DELIVERED"].includes(state))
    throw new Refusal("order_over", { detail: { state } });
  await db.$transaction(async (tx) => {
    const { userId } = await tx.preorder.findUniqueOrThrow({ where: { id: preorderId }, select: { userId: true } });
    await recordAct(tx, {
      actorId: operator.id,
      action: "receipt.resent",
      subject: `preorder:${preorderId}`,
      after: { contact },
    });
    await notify(tx, [
      {
        kind: "reserved",
        occasion: `${preorderId}:again:${orderId()}`,
        preorderId,
        to: { userId, address: contact },
        facts: { order: orderFactsOf(app, order), paidMinor },
      },
    ]);
  });
}
