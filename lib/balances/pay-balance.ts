import type { Payer } from "#lib/balances/payer.ts";
import { container } from "#lib/container.ts";
import { chargeAttempt, type NextAct } from "#lib/payments/charge-attempt.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Pays the rest of a locked pre-order, at any time after locking. Paying what is paid changes nothing. Refuses with
 * not_found, not_payable, and as chargeAttempt does.
 */
export async function payBalance(
  { userId, isBuyer }: Payer,
  preorderId: string,
  { rail, card, methodId }: DepositInput,
): Promise<NextAct> {
  const [order] = await container().db.$queryRaw<{ state: string; owed: bigint }[]>`
    SELECT state::text AS state, balance_owed(id) AS owed FROM preorder WHERE id = ${preorderId}::uuid AND user_id = ${userId}::uuid`;
  if (!order) throw new Refusal("not_found");
  if (methodId && !isBuyer) throw new Refusal("method_gone", { field: "methodId" });
  const isLocked = order.state === "LOCKED" || order.state === "READY" || order.state === "DELIVERED";
  if (isLocked && order.owed === 0n) return { clientSecret: null, act: null };
  if (order.state !== "LOCKED") throw new Refusal("not_payable", { detail: { state: order.state } });
  return chargeAttempt({ preorderId, kind: "BALANCE", userId, card }, { rail, methodId: methodId ?? null });
}
