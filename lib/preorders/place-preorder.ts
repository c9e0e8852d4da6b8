import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import type { PreorderInput, PreorderReceipt } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Takes units off the shelf for a buyer, exactly once per idempotency key. Refuses with sold_out, too_few_left,
 * over_limit, sales_closed, key_reused, contact_required or not_found; a refusal writes nothing.
 */
export async function placePreorder(buyer: Buyer, input: PreorderInput, idemKey: string): Promise<PreorderReceipt> {
  const { soldOut, preorderLanes } = container();
  const contact = input.contact ?? (buyer.isAnonymous ? undefined : buyer.email);
  if (!contact) throw new Refusal("contact_required", { field: "contact" });
  if (soldOut.answers(input.editionId, buyer.id)) throw new Refusal("sold_out", { detail: { available: 0 } });
  const placement = await preorderLanes.submit(input.editionId, {
    id: orderId(),
    userId: buyer.id,
    buyerName: buyer.isAnonymous ? contact : buyer.name,
    idemKey,
    quantity: input.quantity,
    contact: contact.toLowerCase(),
  });
  if ("receipt" in placement) return placement.receipt;
  const { outcome, available, limit } = placement;
  throw new Refusal(outcome, { detail: outcome === "over_limit" ? { limit } : { available } });
}
