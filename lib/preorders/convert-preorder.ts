import type { Buyer } from "#lib/accounts/gate.ts";
import { convertOrder } from "#lib/engine/convert-order.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import type { ConversionInput } from "#lib/preorders/schema.ts";

/**
 * Turns a reserved order into one of another edition of the same product and returns the new order's id. What was paid moves
 * along, and what is over the new price goes back; the refund clock goes on. Doing it twice is one act. Refuses with not_found,
 * not_convertible, terms_changed, deposit_due, paid_more, currency_not_offered, sales_closed, sold_out, too_few_left, over_limit,
 * unknown_city or key_reused; a refusal writes nothing.
 */
export async function convertPreorder(
  app: MoneyUses,
  buyer: Buyer,
  preorderId: string,
  { editionId, expected }: ConversionInput,
  idemKey: string,
): Promise<string> {
  const wanted = { orderId: preorderId, userId: buyer.id, editionId, idemKey, expected };
  const order = await app.engine.commit(async (write) => {
    const converted = await convertOrder(write, wanted);
    await oweRefund(write.tx, preorderId);
    return converted;
  });
  await payRefunds(app, preorderId);
  return order;
}
