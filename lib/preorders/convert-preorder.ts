import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { oweRefund } from "#lib/payments/owe-refund.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { maskName } from "#lib/preorders/mask-name.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import type { ConversionInput } from "#lib/preorders/schema.ts";
import { type Moved, type StockFacts, tellMoved, tellStock } from "#lib/preorders/tell-moved.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

type Answer = { outcome: string; state: string; order?: string; available?: number } & (Changed | { from?: undefined });

/** The edition that was left, the stock of the new one, and what the room may hear of it; nothing when it had been done before. */
type Changed = { from: string; placed: StockFacts; moved: Moved; quantity: number; name: string };

/**
 * Turns a reserved order into one of another edition of the same product and returns the new order's id. What was paid moves
 * along, and what is over the new price goes back; the refund clock goes on. Doing it twice is one act. Refuses with not_found,
 * not_convertible, terms_changed, deposit_due, paid_more, currency_not_offered, sales_closed, sold_out, too_few_left, over_limit,
 * unknown_city or key_reused; a refusal writes nothing.
 */
export async function convertPreorder(
  buyer: Buyer,
  preorderId: string,
  { editionId, expected }: ConversionInput,
  idemKey: string,
): Promise<string> {
  const answer = await container().db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ answer: Answer }[]>`
      SELECT convert_preorder(${preorderId}::uuid, ${buyer.id}::uuid, ${editionId}::uuid, ${orderId()}::uuid, ${idemKey},
        ${expected?.totalMinor ?? null}::bigint, ${expected?.windowEnd ?? null}::date) AS answer`;
    if (!row) throw new Error(`nothing was said about converting pre-order ${preorderId}`);
    if (row.answer.outcome === "converted") await oweRefund(tx, preorderId);
    return row.answer;
  });
  const { outcome, state, order, available } = answer;
  if (outcome !== "converted" || !order) {
    const code = refusals[outcome];
    if (!code) throw new Error(`convert_preorder gave an unknown outcome: ${outcome}`);
    throw new Refusal(code, { detail: { state, ...(available === undefined ? {} : { available }) } });
  }
  if (answer.from !== undefined) tell(buyer, { preorderId, order, editionId }, answer);
  await payRefunds(preorderId);
  return order;
}

type Ids = { preorderId: string; order: string; editionId: string };

function tell(buyer: Buyer, { preorderId, order, editionId }: Ids, { from, placed, moved, quantity, name }: Changed) {
  const { publish } = container();
  tellStock(editionId, placed, []);
  const feedOrder = { id: order.slice(-12), name: maskName(name), editionId, quantity, at: new Date().toISOString() };
  publish.ordersPlaced(editionId, [feedOrder]);
  tellMoved(from, moved);
  publish.orderChanged(buyer.id, { id: preorderId, state: "CANCELLED" });
  publish.orderChanged(buyer.id, { id: order, state: "RESERVED" });
}

const refusals: Record<string, RefusalCode> = {
  not_found: "not_found",
  unknown_edition: "not_convertible",
  not_convertible: "not_convertible",
  terms_changed: "terms_changed",
  deposit_due: "deposit_due",
  paid_more: "paid_more",
  currency_not_offered: "currency_not_offered",
  unknown_city: "unknown_city",
  key_reused: "key_reused",
  sales_closed: "sales_closed",
  sold_out: "sold_out",
  too_few_left: "too_few_left",
  over_limit: "over_limit",
};
