import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { awaitRail } from "#lib/payments/await-rail.ts";
import { chargeAtRail } from "#lib/payments/charge-at-rail.ts";
import { endPayment } from "#lib/payments/fail-payment.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
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
export async function chargeAttempt(app: MoneyUses, { card, ...wanted }: Charging, way: Way): Promise<NextAct> {
  const attempt = await openAttempt(app, wanted, way);
  if (!attempt) return nothing;
  const charge = await askRail(app, attempt, card);
  if (charge.state !== "failed" || !attempt.providerRef) return record(app, attempt, charge);
  await endPayment(app, attempt, charge.reason, charge.ref);
  const next = await openAttempt(app, wanted, way);
  return next ? record(app, next, await askRail(app, next, card)) : nothing;
}

/** What becomes of a charge whose answer is lost is for the completer to find out. */
async function askRail(app: Uses<"db" | "rails">, attempt: PaymentRow, card: DepositInput["card"]): Promise<Charge> {
  try {
    return await chargeAtRail(app, attempt, card);
  } catch (error) {
    if (attempt.rail === "test") throw error;
    log.warn({ event: "rail_unanswered", err: error, payment: attempt.id }, "the payment rail gave no answer");
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}

async function record(app: MoneyUses, attempt: PaymentRow, charge: Charge): Promise<NextAct> {
  switch (charge.state) {
    case "failed":
      await endPayment(app, attempt, charge.reason, charge.ref);
      if (charge.reason === "amount_not_chargeable") throw new Refusal("amount_not_chargeable");
      throw new Refusal("payment_declined", { detail: { reason: charge.reason } });
    case "needs_action":
      await awaitRail(app, attempt, charge.ref);
      if (!charge.clientSecret) throw new Refusal("payment_needs_action");
      return { clientSecret: charge.clientSecret, act: charge.act ?? "form" };
    case "processing":
      await awaitRail(app, attempt, charge.ref);
      return nothing;
    case "captured":
      if (!(await parkUnless(app, attempt, charge))) throw new Refusal("payment_unavailable");
      if ((await settleCharge(app, attempt, charge)) === "too_late") throw new Refusal("hold_expired");
      return nothing;
  }
}
