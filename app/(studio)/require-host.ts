import { notFound, redirect } from "next/navigation";
import {
  asDeskhand,
  asStaffHost,
  asTalkKeeper,
  type Deskhand,
  type Host,
  type TalkKeeper,
} from "#lib/accounts/gate.ts";
import { currentActor } from "../current-actor.ts";

/** The host behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireHost(next: string): Promise<{ host: Host; name: string }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const host = asStaffHost(actor);
  if (!host) notFound();
  return { host, name: actor.name };
}

/** Whoever works a desk: a host, or a producer of the shop or of some show. */
export async function requireDeskhand(next: string): Promise<{ hand: Deskhand; host: Host | null; name: string }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const hand = asDeskhand(actor);
  if (!hand) notFound();
  return { hand, host: asStaffHost(hand), name: actor.name };
}

/** Whoever keeps the chat of some show. */
export async function requireTalkKeeper(
  next: string,
): Promise<{ keeper: TalkKeeper; host: Host | null; name: string }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const keeper = asTalkKeeper(actor);
  if (!keeper) notFound();
  return { keeper, host: asStaffHost(keeper), name: actor.name };
}
