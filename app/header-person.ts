import type { HeaderPerson } from "#components/shell/site-header.tsx";
import { asDeskhand, asMoneyReader, asOwner, asTalkKeeper } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";

/** As much of the actor as the header shows; a guest is a stranger to it. */
export function headerPerson(actor: Actor | null): HeaderPerson | undefined {
  if (!actor || actor.isAnonymous) return undefined;
  const { name, email } = actor;
  return {
    name,
    email,
    worksDesks: asDeskhand(actor) !== null,
    keepsTalk: asTalkKeeper(actor) !== null,
    readsMoney: asMoneyReader(actor) !== null,
    owns: asOwner(actor) !== null,
  };
}
