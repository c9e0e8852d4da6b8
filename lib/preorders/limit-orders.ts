import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { personOf } from "#lib/engine/person.ts";

type Asking = { buyer: Buyer; contact: string | undefined; address: string };

/**
 * Lets an order, or a place in a line, through at a person's pace: by account, by the contact that was given, however many accounts
 * give it, and by address only where no crowd behind one router would come. Refuses with rate_limited.
 */
export function limitOrders({ limits }: Uses<"limits">, { buyer, contact, address }: Asking): void {
  limits.spend("orders", buyer.id);
  limits.spend("ordersByAddress", address);
  if (contact) limits.spend("ordersByPerson", personOf(contact));
}
