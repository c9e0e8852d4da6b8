import type { Buyer } from "#lib/accounts/gate.ts";
import { chargeAttempt, type NextAct } from "#lib/payments/charge-attempt.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";

/**
 * Pays the deposit of a held pre-order. A rail that has not decided leaves the order held and the payment pending. Refuses as
 * chargeAttempt does; a charge that came too late is refunded at once.
 */
export async function payDeposit(
  app: MoneyUses,
  buyer: Buyer,
  preorderId: string,
  { rail, card, methodId }: DepositInput,
): Promise<NextAct> {
  const wanted = { preorderId, kind: "DEPOSIT" as const, userId: buyer.id };
  return chargeAttempt(app, { ...wanted, card }, { rail, methodId: methodId ?? null, byLink: false });
}
