import type { Payer } from "#lib/balances/payer.ts";
import { chargeAttempt, type NextAct } from "#lib/payments/charge-attempt.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Pays the rest of a locked pre-order, at any time after locking. Paying what is paid changes nothing. Refuses as
 * chargeAttempt does; what the buyer keeps is for the buyer alone.
 */
export async function payBalance(
  app: MoneyUses,
  { userId, isBuyer }: Payer,
  preorderId: string,
  { rail, card, methodId }: DepositInput,
): Promise<NextAct> {
  if (methodId && !isBuyer) throw new Refusal("method_gone", { field: "methodId" });
  const wanted = { preorderId, kind: "BALANCE" as const, userId };
  return chargeAttempt(app, { ...wanted, card }, { rail, methodId: methodId ?? null, byLink: !isBuyer });
}
