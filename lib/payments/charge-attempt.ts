import { log } from "#lib/log.ts";
import { chargeAtRail } from "#lib/payments/charge-at-rail.ts";
import { awaitRail, endPayment } from "#lib/payments/fail-payment.ts";
import { openAttempt, type Wanted, type Way } from "#lib/payments/open-attempt.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import type { PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** What the buyer has to do next in the rail's own form; nothing of it when the charge went through or is being decided. */
export type NextAct = { clientSecret: string | null; act: "form" | "bank" | null };

type Charging = Wanted & { card: DepositInput["card"] };

const nothing: NextAct = { clientSecret: null, act: null };

/**
 * Charges an order by one way in atomic phases: attempt committed, rail called with the attempt's own key, result committed.
 * Two calls at once share one attempt and so one charge. An attempt that had failed at the rail before is ended and the next
 * begun. Refuses with payment_declined, payment_needs_action, payment_unavailable, hold_expired, and as openAttempt does.
 */
export async function chargeAttempt({ card, ...wanted }: Charging, way: Way): Promise<NextAct> {
  const attempt = await openAttempt(wanted, way);
  if (!attempt) return nothing;
  const charge = await askRail(attempt, card);
  if (charge.state !== "failed" || !attempt.providerRef) return record(attempt, charge);
  await endPayment(attempt, charge.reason, charge.ref);
  const next = await openAttempt(wanted, way);
  return next ? record(next, await askRail(next, card)) : nothing;
}

/** What becomes of a charge whose answer is lost is for the completer to find out. */
async function askRail(attempt: PaymentRow, card: DepositInput["card"]): Promise<Charge> {
  try {
    return await chargeAtRail(attempt, card);
  } catch (error) {
    if (attempt.rail === "test") throw error;
    log.warn({ err: error, payment: attempt.id }, "the rail gave no answer");
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}

async function record(attempt: PaymentRow, charge: Charge): Promise<NextAct> {
  switch (charge.state) {
    case "failed":
      await endPayment(attempt, charge.reason, charge.ref);
      if (charge.reason === "amount_not_chargeable") throw new Refusal("amount_not_chargeable");
      throw new Refusal("payment_declined", { detail: { reason: charge.reason } });
    case "needs_action":
      await awaitRail(attempt, charge.ref);
      if (!charge.clientSecret) throw new Refusal("payment_needs_action");
      return { clientSecret: charge.clientSecret, act: charge.act ?? "form" };
    case "processing":
      await awaitRail(attempt, charge.ref);
      return nothing;
    case "captured":
      if (!(await parkUnless(attempt, charge))) throw new Refusal("payment_unavailable");
      if ((await settleCharge(attempt, charge)) === "too_late") throw new Refusal("hold_expired");
      return nothing;
  }
}
