import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/open-attempt.ts";
import { openShared } from "#lib/engine/open-shared.ts";
import { refusalOf } from "#lib/engine/outcomes.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import { findShared, type Shared } from "#lib/payments/find-shared.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge, RailName } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * With what to pay: a rail, and something of the buyer's that it kept. `byLink` is somebody else, who holds the link of a mail: the form
 * that one of the two has filled in is never shown to the other.
 */
export type Way = { rail: RailName; methodId: string | null; byLink: boolean };

export type Wanted = { preorderId: string; kind: "DEPOSIT" | "BALANCE"; userId: string };

/**
 * The open attempt of this order by this way, or a new one; null when it is paid already. An order has one open attempt of a
 * kind: the buyer who turns to another way ends the one before, and if that took the money after all, it counts. Refuses with
 * not_found, hold_expired, not_payable, order_disputed, rail_not_offered or method_gone.
 */
export async function openAttempt(app: MoneyUses, wanted: Wanted, way: Way): Promise<PaymentRow | null> {
  const { db, rails } = app;
  const { userId } = wanted;
  const { outcome, state, basket, attempt } = await engine.openAttempt(db, { ...wanted, ...way, offers: rails.offers });
  switch (outcome) {
    case "paid":
      return null;
    case "open":
      return asAttempt(attempt);
    case "another":
      return (await wasPaid(app, asAttempt(attempt))) ? null : openAttempt(app, wanted, way);
    case "together":
      return openForBasket(app, wanted, way, { basketId: basket ?? "", userId });
    case "changed":
      return openAttempt(app, wanted, way);
    case "not_payable":
      throw refusalOf(outcome, { state });
    default:
      throw refusalOf(outcome);
  }
}

function asAttempt(attempt: engine.Opening["attempt"]): PaymentRow {
  if (!attempt) throw new Error("an attempt was opened and is not there");
  return attempt;
}

/** Orders of one basket are paid at once, from wherever one of them is. */
async function openForBasket(app: MoneyUses, wanted: Wanted, way: Way, shared: Shared): Promise<PaymentRow | null> {
  const found = await findShared(app, shared, way);
  if (found && !found.isStale) return found.open;
  // What a stale one had taken after all counts for the orders that it was for.
  if (found && (await wasPaid(app, found.open))) return openAttempt(app, wanted, way);
  await openShared(app.db, { ...shared, ...way });
  return (await findShared(app, shared, way))?.open ?? openAttempt(app, wanted, way);
}

/** Ends an attempt at its rail. True when it had taken the money, which then counts. */
export async function wasPaid(app: MoneyUses, other: PaymentRow): Promise<boolean> {
  const charge = await endAtRail(app, other);
  if (charge?.state === "processing") throw new Refusal("not_payable", { detail: { state: "processing" } });
  if (charge?.state === "captured" && (await parkUnless(app, other, charge))) {
    await settleCharge(app, other, charge);
    return true;
  }
  await failPayment(app, other, "replaced", charge?.ref ?? null);
  return false;
}

async function endAtRail({ rails }: Uses<"rails">, other: PaymentRow): Promise<Charge | null> {
  const rail = rails.find(other.rail);
  if (!rail) return null;
  try {
    return await rail.cancel(chargeRequest(other));
  } catch {
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}
