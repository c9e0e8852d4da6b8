import { requireBuyer } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { container } from "#lib/container.ts";
import { listPlacesOf } from "#lib/queue/queries.ts";
import type { QueueView } from "#lib/queue/schema.ts";

/** Where the reader of this page waits; nowhere while nobody is signed in. */
export async function ownPlaces(actor: Actor | null): Promise<QueueView[]> {
  return actor ? listPlacesOf(container(), requireBuyer(actor)) : [];
}
