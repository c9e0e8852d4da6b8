import { notFound, redirect } from "next/navigation";
import { asOwner, isOwed, type Owner } from "#lib/accounts/gate.ts";
import { currentActor } from "../current-actor.ts";

/** The owner behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireOwner(next: string): Promise<{ owner: Owner; name: string }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const owner = asOwner(actor);
  if (isOwed(asOwner, actor)) redirect(`/account/factors?next=${encodeURIComponent(next)}`);
  if (!owner) notFound();
  return { owner, name: actor.name };
}
