import { notFound } from "next/navigation";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { currentActor } from "../../current-actor.ts";

/** The order this page is about; for anybody who may not see it there is no such page. */
export async function ownOrder(id: string): Promise<PreorderView> {
  const actor = await currentActor();
  const order = actor && isUuid(id) ? await findPreorderOf(actor, id) : null;
  return order ?? notFound();
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
}
