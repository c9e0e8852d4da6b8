import { randomUUID } from "node:crypto";
import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { chargeRequest, findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge, RailName } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * The open attempt of this order on this rail, or a new one; null when the deposit is paid already. An order has one open
 * attempt: the buyer who turns to another rail ends the one before, and if that took the money after all, it counts.
 */
export async function openAttempt(buyer: Buyer, preorderId: string, rail: RailName): Promise<PaymentRow | null> {
  const { db, rails } = container();
  const order = await db.preorder.findFirst({ where: { id: preorderId, userId: buyer.id } });
  if (!order) throw new Refusal("not_found");
  if (order.state === "RESERVED" || order.state === "LOCKED") return null;
  if (order.state === "EXPIRED") throw new Refusal("hold_expired");
  if (order.state !== "HELD") throw new Refusal("not_payable", { detail: { state: order.state } });
  if (!(await rails.offered()).includes(rail)) throw new Refusal("rail_not_offered", { field: "rail" });

  const other = await findPayment({
    preorderId,
    kind: "DEPOSIT",
    state: { in: ["CREATED", "PENDING"] },
    rail: { not: rail },
  });
  if (other && (await wasPaid(other))) return null;
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency)
    SELECT ${randomUUID()}::uuid, o.id, 'DEPOSIT', 1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = 'DEPOSIT' AND p.state = 'FAILED'),
      ${rail}, o.deposit_minor, o.currency FROM preorder o WHERE o.id = ${preorderId}::uuid AND o.state = 'HELD' FOR SHARE OF o
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
  const open = await findPayment({ preorderId, kind: "DEPOSIT" }, true);
  // The order was left, or paid, since it was read.
  if (!open || open.state === "FAILED") return openAttempt(buyer, preorderId, rail);
  return open;
}

async function endAt(other: PaymentRow): Promise<Charge | null> {
  const rail = container().rails.find(other.rail);
  return rail
    ? rail
        .cancel(chargeRequest(other))
        .catch(() => Promise.reject(new Refusal("payment_unavailable", { retryAfter: 5 })))
    : null;
}

async function wasPaid(other: PaymentRow): Promise<boolean> {
  const charge = await endAt(other);
  if (charge?.state === "processing") throw new Refusal("not_payable", { detail: { state: "processing" } });
  if (charge?.state === "captured" && (await parkUnless(other, charge))) {
    await settleCharge(other, charge);
    return true;
  }
  await failPayment(other, "replaced", charge?.ref ?? null);
  return false;
}
