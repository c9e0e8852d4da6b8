import type { Buyer } from "#lib/accounts/gate.ts";
import type { BasketInput, BasketReceipt } from "#lib/baskets/schema.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { PlaceRequest, Source } from "#lib/engine/order-requests.ts";
import { refusalOf } from "#lib/engine/outcomes.ts";
import { buyerPerson } from "#lib/engine/person.ts";
import * as engine from "#lib/engine/place-basket.ts";
import { contactOf } from "#lib/preorders/place-order.ts";

/**
 * Orders several editions at once, exactly once per key: each line is an order of its own, and all are paid in one payment. A line that
 * is gone is answered with its reason, and the rest stands. Refuses with contact_required, key_reused, and with basket_refused when
 * nothing was ordered: all is gone, or one line wants something of the buyer, as the detail says.
 */
export async function placeBasket(
  app: Uses<"challenges" | "engine">,
  buyer: Buyer,
  input: BasketInput,
  idemKey: string,
  guest?: Source,
): Promise<BasketReceipt> {
  const id = orderId();
  const now = Date.now();
  const contact = contactOf(buyer, input.contact);
  const common = {
    userId: buyer.id,
    person: buyerPerson(buyer, contact),
    buyerName: buyer.isAnonymous ? contact : buyer.name,
    contact,
    currency: input.currency,
    cityId: input.cityId ?? null,
    country: input.country ?? null,
    guest,
  };
  // Their ids sort as the lines do.
  const lines = await Promise.all(
    input.lines.map(async ({ editionId, quantity, expected, proof }, index) => {
      const proven = proof !== undefined && (await app.challenges.proves(buyer, editionId, proof));
      const request: PlaceRequest = {
        ...common,
        id: orderId(now + index),
        idemKey: `${id}:${index + 1}`,
        quantity,
        proven,
      };
      return { editionId, request, expected };
    }),
  );
  const placed = await app.engine.once((write) => engine.placeBasket(write, { id, userId: buyer.id, idemKey, lines }));
  return { ...placed, lines: placed.lines.map(viewLine) };
}

function viewLine(line: engine.PlacedLine): BasketReceipt["lines"][number] {
  if ("receipt" in line) return { editionId: line.editionId, order: line.receipt, refusal: null };
  const { editionId, no, available, limit } = line;
  return { editionId, order: null, refusal: { code: refusalOf(no).code, available, limit } };
}
