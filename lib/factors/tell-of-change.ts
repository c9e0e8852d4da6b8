import { randomUUID } from "node:crypto";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { FactsOf } from "#lib/notices/kinds.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";

type Account = { id: string; email: string };
type Changed = Pick<FactsOf<"factorsChanged">, "change" | "name">;

const actions = {
  added: "account.factor_added",
  removed: "account.factor_removed",
  codesRenewed: "account.recovery_codes_renewed",
  codeUsed: "account.recovery_code_used",
  reset: "account.factors_reset",
} as const satisfies Record<Changed["change"], string>;

/** Word to the owner, who may not be who did it. */
export function factorNotice({ env }: Uses<"env">, { id, email }: Account, changed: Changed): NewNotice {
  const facts = { ...changed, page: `${env.PUBLIC_URL}/account/factors` };
  return { kind: "factorsChanged", occasion: randomUUID(), to: { userId: id, address: email }, facts };
}

/** Mails the owner and writes the act. Without an actor the console did it. */
export async function tellOfChange(
  app: Uses<"env">,
  tx: Transaction,
  account: Account,
  changed: Changed & { actorId: string | null },
): Promise<void> {
  const { actorId, ...told } = changed;
  await notify(tx, [factorNotice(app, account, told)]);
  const action = actions[told.change];
  await recordAct(tx, { actorId, action, subject: `account:${account.id}`, after: { name: told.name } });
}
