import { randomUUID } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import { isDisputed } from "#lib/engine/disputes.ts";
import { balanceOwed } from "#lib/engine/sql.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { chargeRequest, findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge, RailName } from "#lib/payments/rail.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * With what to pay: a rail, and something of the buyer's that it kept. `byLink` is somebody else, who holds the link of a mail: the form
 * that one of the two has filled in is never shown to the other.
 */
export type Way = { rail: RailName; methodId: string | null; byLink: boolean };

export type Wanted = { preorderId: string; kind: "DEPOSIT" | "BALANCE"; userId: string };

/** Where an order stands that waits for this payment. */
const payable = { DEPOSIT: "HELD", BALANCE: "LOCKED" } as const;

/**
 * The open attempt of this order by this way, or a new one; null when it is paid already. An order has one open attempt of a
 * kind: the buyer who turns to another way ends the one before, and if that took the money after all, it counts. Refuses with
 * not_found, hold_expired, not_payable, order_disputed, rail_not_offered or method_gone.
 */
export async function openAttempt(app: MoneyUses, wanted: Wanted, way: Way): Promise<PaymentRow | null> {
  const { db, rails } = app;
  const { preorderId, kind, userId } = wanted;
  const { rail, methodId, byLink } = way;
  if (await isPaid(app, wanted)) return null;
  if (!(await rails.offered()).includes(rail)) throw new Refusal("rail_not_offered", { field: "rail" });
  if (methodId && !(await db.paymentMethod.findFirst({ where: { id: methodId, userId, rail, removedAt: null } })))
    throw new Refusal("method_gone", { field: "methodId" });

  const other = await findPayment(app, {
    preorderId,
    kind,
    state: { in: ["CREATED", "PENDING"] },
    NOT: { rail, methodId, byLink, offSession: false },
  });
  if (other && (await wasPaid(app, other))) return null;
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, method_id, by_link)
    SELECT ${randomUUID()}::uuid, o.id, ${kind}::"PaymentKind",
      1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = ${kind}::"PaymentKind" AND p.state = 'FAILED'),
      ${rail}, a.minor, o.currency, ${methodId}::uuid, ${byLink}
    FROM preorder o CROSS JOIN LATERAL (SELECT CASE ${kind} WHEN 'DEPOSIT' THEN o.deposit_minor ELSE ${balanceOwed("o.id")} END AS minor) a
    WHERE o.id = ${preorderId}::uuid AND o.state = ${payable[kind]}::"PreorderState" AND a.minor > 0 FOR SHARE OF o
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
  const open = await findPayment(app, { preorderId, kind }, true);
  // The order was left, or paid, since it was read.
  if (!open || open.state === "FAILED") return openAttempt(app, wanted, way);
  return open;
}

/** Whether nothing of this kind is owed any more; throws unless the order waits for it. */
async function isPaid({ db }: Uses<"db">, { preorderId, kind, userId }: Wanted): Promise<boolean> {
  const [order] = await db.$queryRaw<{ state: string; owed: bigint }[]>`
    SELECT state::text AS state, ${balanceOwed("id")} AS owed FROM preorder WHERE id = ${preorderId}::uuid AND user_id = ${userId}::uuid`;
  if (!order) throw new Refusal("not_found");
  const { state, owed } = order;
  if (kind === "BALANCE" && owed > 0n && (await isDisputed(db, preorderId))) throw new Refusal("order_disputed");
  if (state === payable[kind]) return kind === "BALANCE" && owed <= 0n;
  if (kind === "DEPOSIT" && state === "EXPIRED") throw new Refusal("hold_expired");
  const isPast = kind === "DEPOSIT" ? state === "RESERVED" || state === "LOCKED" : owed <= 0n && isHandedOver(state);
  if (!isPast) throw new Refusal("not_payable", { detail: { state } });
  return true;
}

const isHandedOver = (state: string) => state === "READY" || state === "DELIVERED";

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
