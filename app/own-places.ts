import { requireBuyer } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { container } from "#lib/container.ts";
import { listPlacesOf } from "#lib/lines/queries.ts";
import type { LineView } from "#lib/lines/schema.ts";

/** Where the reader of this page waits; nowhere while nobody is signed in. */
export async function ownPlaces(actor: Actor | null): Promise<LineView[]> {
  return actor ? listPlacesOf(container(), requireBuyer(actor)) : [];
}
