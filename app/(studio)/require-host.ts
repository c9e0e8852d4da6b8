import { notFound, redirect } from "next/navigation";
import { asStaffHost, type Host } from "#lib/accounts/gate.ts";
import { currentActor } from "../current-actor.ts";

/** The host behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireHost(next: string): Promise<{ host: Host; name: string }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const host = asStaffHost(actor);
  if (!host) notFound();
  return { host, name: actor.name };
}
