import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/refunds.ts";
import { log } from "#lib/log.ts";
import { notify } from "#lib/notices/notify.ts";
import type { PaymentRow } from "#lib/payments/payment-row.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOneOrder } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";

/** Why a refund object fails when no other try at the same card can help. */
const final = new Set(["expired_or_canceled_card", "lost_or_stolen_card", "declined", "unknown"]);

/**
 * Books back a refund that did not arrive. Where no other try at the same card can help, an order that ended owes it by hand from now on:
 * a person sends it and says so, and the buyer is told that it is not forgotten.
 */
export async function failRefund(
  app: Uses<"db" | "engine" | "orderLinks">,
  refund: PaymentRow,
  reason: string,
): Promise<void> {
  const isByHand = refund.rail !== "manual" && final.has(reason);
  const outcome = await app.engine.commit(async (write) => {
    const booked = await engine.failRefund(write, refund, { reason, isByHand });
    if (booked === "reversed" || (booked === "refused" && isByHand)) await notifyBuyer(app, write.tx, refund);
    return booked;
  });
  if (outcome === "known") return;
  const { id, rail } = refund;
  log.error({ event: "refund_failed", payment: id, rail, reason, outcome, isByHand }, "a refund did not arrive");
}

async function notifyBuyer(
  app: Uses<"db" | "orderLinks">,
  tx: Parameters<typeof notify>[0],
  { id, preorderId, amountMinor }: PaymentRow,
) {
  const row = await readOneOrder(app.db, preorderId);
  const view = viewPreorder(row);
  const facts = { order: orderFactsOf(app, view), amountMinor: Number(amountMinor) };
  const to = { userId: row.userId, address: view.contact };
  await notify(tx, [{ kind: "refundFailed", occasion: `${preorderId}:${id}`, preorderId, to, facts }]);
}
