import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { chargeAttempt, type NextAct } from "#lib/payments/charge-attempt.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Pays the deposit of a held pre-order. A rail that has not decided leaves the order held and the payment pending. Refuses
 * with not_found, not_payable, hold_expired, and as chargeAttempt does; a charge that came too late is refunded at once.
 */
export async function payDeposit(
  buyer: Buyer,
  preorderId: string,
  { rail, card, methodId }: DepositInput,
): Promise<NextAct> {
  const order = await container().db.preorder.findFirst({ where: { id: preorderId, userId: buyer.id } });
  if (!order) throw new Refusal("not_found");
  if (order.state === "RESERVED" || order.state === "LOCKED") return { clientSecret: null, act: null };
  if (order.state === "EXPIRED") throw new Refusal("hold_expired");
  if (order.state !== "HELD") throw new Refusal("not_payable", { detail: { state: order.state } });
  const next = await chargeAttempt(
    { preorderId, kind: "DEPOSIT", userId: buyer.id, card },
    { rail, methodId: methodId ?? null },
  );
  if (rail === "manual") await holdForTransfer(preorderId);
  return next;
}

/** A transfer takes days, not minutes. */
async function holdForTransfer(preorderId: string) {
  const { db, env } = container();
  await db.$executeRaw`UPDATE preorder SET hold_expires_at = greatest(hold_expires_at, placed_at + ${env.MANUAL_TRANSFER_HOURS} * interval '1 hour')
    WHERE id = ${preorderId}::uuid AND state = 'HELD'`;
}
