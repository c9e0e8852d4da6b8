import { randomUUID } from "node:crypto";
import { container } from "#lib/container.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { chargeRequest, findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge, RailName } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/** With what to pay: a rail, and something of the buyer's that it kept. */
export type Way = { rail: RailName; methodId: string | null };

type Wanted = { preorderId: string; kind: "DEPOSIT" | "BALANCE"; userId: string };

/**
 * The open attempt of this order by this way, or a new one; null when another one turns out to have paid. An order has one
 * open attempt: the buyer who turns to another way ends the one before, and if that took the money after all, it counts.
 * Refuses with rail_not_offered, method_gone, or not_payable while the one before is being decided.
 */
export async function openAttempt({ preorderId, kind, userId }: Wanted, way: Way): Promise<PaymentRow | null> {
  const { db, rails } = container();
  const { rail, methodId } = way;
  if (!(await rails.offered()).includes(rail)) throw new Refusal("rail_not_offered", { field: "rail" });
  if (methodId && !(await db.paymentMethod.findFirst({ where: { id: methodId, userId, rail, removedAt: null } })))
    throw new Refusal("method_gone", { field: "methodId" });

  const other = await findPayment({
    preorderId,
    kind,
    state: { in: ["CREATED", "PENDING"] },
    NOT: { rail, methodId, offSession: false },
  });
  if (other && (await wasPaid(other))) return null;
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, method_id)
    SELECT ${randomUUID()}::uuid, o.id, ${kind}::"PaymentKind",
      1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = ${kind}::"PaymentKind" AND p.state = 'FAILED'),
      ${rail}, a.minor, o.currency, ${methodId}::uuid
    FROM preorder o CROSS JOIN LATERAL (SELECT CASE ${kind} WHEN 'DEPOSIT' THEN o.deposit_minor ELSE balance_owed(o.id) END AS minor) a
    WHERE o.id = ${preorderId}::uuid AND a.minor > 0
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
  return findPayment({ preorderId, kind }, true);
}

/** Ends an attempt at its rail. True when it had taken the money, which then counts. */
export async function wasPaid(other: PaymentRow): Promise<boolean> {
  const charge = await endAtRail(other);
  if (charge?.state === "processing") throw new Refusal("not_payable", { detail: { state: "processing" } });
  if (charge?.state === "captured" && (await parkUnless(other, charge))) {
    await settleCharge(other, charge);
    return true;
  }
  await failPayment(other, "replaced", charge?.ref ?? null);
  return false;
}

async function endAtRail(other: PaymentRow): Promise<Charge | null> {
  const rail = container().rails.find(other.rail);
  if (!rail) return null;
  try {
    return await rail.cancel(chargeRequest(other));
  } catch {
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}
