import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { Source } from "#lib/engine/order-requests.ts";
import { refusalOf } from "#lib/engine/outcomes.ts";
import { buyerPerson } from "#lib/engine/person.ts";
import type { PreorderInput, PreorderReceipt } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Takes units off the shelf, or out of a drop's pool, for a buyer, exactly once per idempotency key. Refuses with sold_out,
 * too_few_left, over_limit, sales_closed, drop_not_open, drop_paused, drop_over, proof_required, currency_not_offered,
 * unknown_city, country_required, not_shipped_there, key_reused, too_many_unpaid, contact_required or not_found; a refusal writes nothing. One from memory is returned, not
 * thrown: a crowd gets it, and to throw would cost more than the rest of that answer.
 */
export function placeOrder(
  app: Uses<"challenges" | "engine">,
  buyer: Buyer,
  input: PreorderInput,
  idemKey: string,
  guest?: Source,
): Promise<PreorderReceipt> | Refusal {
  const contact = contactOf(buyer, input.contact);
  return app.engine.soldOut.answerTo(buyer.id, input) ?? submit(app, buyer, input, { contact, idemKey, guest });
}

type Asked = { contact: string; idemKey: string; guest: Source | undefined };

async function submit(
  { engine, challenges }: Uses<"challenges" | "engine">,
  buyer: Buyer,
  input: PreorderInput,
  asked: Asked,
): Promise<PreorderReceipt> {
  const { editionId, quantity, dropId, cityId, country, currency, proof } = input;
  const { contact, idemKey, guest } = asked;
  if (dropId) await challenges.expectProof(buyer, dropId, proof);
  const proven = !dropId && proof !== undefined && (await challenges.proves(buyer, editionId, proof));
  const placement = await engine.orders.submit(
    { editionId, dropId: dropId ?? null },
    {
      id: orderId(),
      userId: buyer.id,
      person: buyerPerson(buyer, contact),
      buyerName: buyer.isAnonymous ? contact : buyer.name,
      idemKey,
      quantity,
      contact,
      namesContact: input.contact !== undefined,
      currency: currency ?? null,
      cityId: cityId ?? null,
      country: country ?? null,
      guest,
      proven,
    },
  );
  if ("receipt" in placement) return placement.receipt;
  const { outcome, available, limit } = placement;
  if (outcome === "proof_required" || outcome === "too_many_unpaid") throw refusalOf(outcome);
  throw refusalOf(outcome, outcome === "over_limit" ? { limit } : { available });
}

/** Where word of the order goes. An account has an address; a guest must give one: contact_required. */
export function contactOf(buyer: Buyer, given: string | undefined): string {
  const contact = given ?? (buyer.isAnonymous ? undefined : buyer.email);
  if (!contact) throw new Refusal("contact_required", { field: "contact" });
  return contact.toLowerCase();
}
