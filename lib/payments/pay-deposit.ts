import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { awaitRail, failPayment } from "#lib/payments/fail-payment.ts";
import { openAttempt } from "#lib/payments/open-attempt.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Pays the deposit of a held pre-order in atomic phases: attempt committed, rail called with the attempt's own key, result
 * committed. Two calls at once share one attempt and so one charge. A rail that has not decided leaves the order held and
 * the payment pending. Refuses with not_found, not_payable, hold_expired, rail_not_offered, payment_declined,
 * payment_needs_action or payment_unavailable; a charge that came too late is refunded at once.
 */
export async function payDeposit(
  buyer: Buyer,
  preorderId: string,
  input: DepositInput,
): Promise<{ clientSecret: string | null }> {
  const attempt = await openAttempt(buyer, preorderId, input.rail);
  if (!attempt) return { clientSecret: null };
  const charge = await chargeOn(attempt, input.card);
  switch (charge.state) {
    case "failed":
      await failPayment(attempt, charge.reason, charge.ref);
      throw new Refusal("payment_declined", { detail: { reason: charge.reason } });
    case "needs_action":
      await awaitRail(attempt, charge.ref);
      if (!charge.clientSecret) throw new Refusal("payment_needs_action");
      return { clientSecret: charge.clientSecret };
    case "processing":
      await awaitRail(attempt, charge.ref);
      if (attempt.rail === "manual") await holdForTransfer(preorderId);
      return { clientSecret: null };
    case "captured":
      if (!(await parkUnless(attempt, charge))) throw new Refusal("payment_unavailable");
      if ((await settleCharge(attempt, charge)) === "too_late") throw new Refusal("hold_expired");
      return { clientSecret: null };
  }
}

/** What becomes of a charge whose answer is lost is for the completer to find out. */
async function chargeOn(attempt: PaymentRow, card: DepositInput["card"]): Promise<Charge> {
  try {
    return await container().rails.named(attempt.rail).charge(chargeRequest(attempt, card));
  } catch (error) {
    if (attempt.rail === "test") throw error;
    log.warn({ err: error, payment: attempt.id }, "the rail gave no answer");
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}

/** A transfer takes days, not minutes. */
async function holdForTransfer(preorderId: string) {
  const { db, env } = container();
  await db.$executeRaw`UPDATE preorder SET hold_expires_at = greatest(hold_expires_at, placed_at + ${env.MANUAL_TRANSFER_HOURS} * interval '1 hour')
    WHERE id = ${preorderId}::uuid AND state = 'HELD'`;
}
