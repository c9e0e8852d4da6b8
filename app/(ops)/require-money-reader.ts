import { notFound, redirect } from "next/navigation";
import { asMoneyReader, asOperator, isOwed, type MoneyReader } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { countMoneyAlarms } from "#lib/payments/queries.ts";
import { currentActor } from "../current-actor.ts";

type Reading = { reader: MoneyReader; frame: { person: string; alarms: number; mayAct: boolean } };

/** Who may see money behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireMoneyReader(next: string): Promise<Reading> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const reader = asMoneyReader(actor);
  if (isOwed(asMoneyReader, actor)) redirect(`/account/factors?next=${encodeURIComponent(next)}`);
  if (!reader) notFound();
  const alarms = await countMoneyAlarms(container(), reader);
  return { reader, frame: { person: actor.name, alarms, mayAct: asOperator(actor) !== null } };
}
