import { notFound, redirect } from "next/navigation";
import { asMoneyReader, asOperator, isOwed, type MoneyReader } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { countMoneyAlarms } from "#lib/payments/queries.ts";
import { countWaiting } from "#lib/threads/queries.ts";
import { currentActor } from "../current-actor.ts";

type Reading = { reader: MoneyReader; frame: { person: string; alarms: number; letters: number; mayAct: boolean } };

/** Who may see money behind this request. Strangers are asked to sign in; everyone else learns of nothing here. */
export async function requireMoneyReader(next: string): Promise<Reading> {
  const actor = await currentActor();
  if (!actor || actor.isAnonymous) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const reader = asMoneyReader(actor);
  if (isOwed(asMoneyReader, actor)) redirect(`/account/factors?next=${encodeURIComponent(next)}`);
  if (!reader) notFound();
  const app = container();
  const [alarms, letters] = await Promise.all([countMoneyAlarms(app, reader), countWaiting(app, reader)]);
  return { reader, frame: { person: actor.name, alarms, letters, mayAct: asOperator(actor) !== null } };
}
