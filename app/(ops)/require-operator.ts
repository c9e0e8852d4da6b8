import { notFound, redirect } from "next/navigation";
import { asOperator, type Operator } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { countMoneyAlarms } from "#lib/payments/queries.ts";
import { currentActor } from "../current-actor.ts";

/** The operator behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireOperator(next: string): Promise<{ operator: Operator; name: string; alarms: number }> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const operator = asOperator(actor);
  if (!operator) notFound();
  return { operator, name: actor.name, alarms: await countMoneyAlarms(container(), operator) };
}
