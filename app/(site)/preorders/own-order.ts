import { notFound } from "next/navigation";
import { container } from "#lib/container.ts";
import { findPreorderByKey, findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { currentActor } from "../../current-actor.ts";

/** The order this page is about; for anybody who may not see it there is no such page. */
export async function ownOrder(id: string): Promise<PreorderView> {
  return (await findOwn(id)) ?? notFound();
}

/** The same, also for whoever holds the key of a mail's link; `linkKey` is null for those who need none. */
export async function ownOrLinkedOrder(id: string, key: string | string[] | undefined) {
  const own = await findOwn(id);
  if (own) return { order: own, linkKey: null };
  const linked = typeof key === "string" && isUuid(id) ? await findPreorderByKey(container(), id, key) : null;
  return linked && typeof key === "string" ? { order: linked, linkKey: key } : notFound();
}

async function findOwn(id: string): Promise<PreorderView | null> {
  const actor = await currentActor();
  return actor && isUuid(id) ? findPreorderOf(container(), actor, id) : null;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
}
