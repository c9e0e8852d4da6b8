import { type Buyer, requireBuyer } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { findPreorderByKey, findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Who may pay the rest of an order. `userId` is its buyer's account; only the buyer may use what that account kept. `purse` is what the
 * payer's tries are counted on, which is the buyer's account for the buyer alone.
 */
export type Payer = { userId: string; isBuyer: boolean; purse: string; see: () => Promise<PreorderView | null> };

/**
 * The buyer of an order, or whoever holds the link of a mail about it: paying for somebody harms nobody, and a mail is often read
 * on another device. Refuses with not_signed_in or not_found.
 */
export async function requirePayer(
  app: Uses<"db" | "orderLinks">,
  actor: Actor | null,
  preorderId: string,
  key: string | undefined,
): Promise<Payer> {
  const { db, orderLinks } = app;
  const order = await db.preorder.findUnique({
    where: { id: preorderId },
    select: { id: true, userId: true, contact: true },
  });
  if (order && key && order.userId !== actor?.id && orderLinks.opens(order, key))
    return {
      userId: order.userId,
      isBuyer: false,
      purse: `link:${order.id}`,
      see: () => findPreorderByKey(app, preorderId, key),
    };
  const buyer: Buyer = requireBuyer(actor);
  if (order?.userId !== buyer.id) throw new Refusal("not_found");
  return { userId: buyer.id, isBuyer: true, purse: buyer.id, see: () => findPreorderOf(app, buyer, preorderId) };
}
