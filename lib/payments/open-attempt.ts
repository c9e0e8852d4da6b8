import { randomUUID } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import { isDisputed } from "#lib/engine/disputes.ts";
import { openShared } from "#lib/engine/open-shared.ts";
import { balanceOwed } from "#lib/engine/sql.ts";
import { failPayment } from "#lib/payments/fail-payment.ts";
import { findShared, type Shared } from "#lib/payments/find-shared.ts";
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
  const { kind, userId } = wanted;
  const { rail, methodId } = way;
  const { isPaid, basketId } = await standing(app, wanted);
  if (isPaid) return null;
  if (!(await rails.offered()).includes(rail)) throw new Refusal("rail_not_offered", { field: "rail" });
  if (methodId && !(await db.paymentMethod.findFirst({ where: { id: methodId, userId, rail, removedAt: null } })))
    throw new Refusal("method_gone", { field: "methodId" });
  return basketId && kind === "DEPOSIT"
    ? openForBasket(app, wanted, way, { basketId, userId })
    : openForOrder(app, wanted, way);
}

async function openForOrder(app: MoneyUses, wanted: Wanted, way: Way): Promise<PaymentRow | null> {
  const { preorderId, kind } = wanted;
  const { rail, methodId, byLink } = way;
  const other = await findPayment(app, {
    preorderId,
    kind,
    state: { in: ["CREATED", "PENDING"] },
    NOT: { rail, methodId, byLink, offSession: false },
  });
  if (other && (await wasPaid(app, other))) return null;
  await app.db.$executeRaw`
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

/** Orders of one basket are paid at once, from wherever one of them is. */
async function openForBasket(app: MoneyUses, wanted: Wanted, way: Way, shared: Shared): Promise<PaymentRow | null> {
  const found = await findShared(app, shared, way);
  if (found && !found.isStale) return found.open;
  // What a stale one had taken after all counts for the orders that it was for.
  if (found && (await wasPaid(app, found.open))) return openAttempt(app, wanted, way);
  await openShared(app.db, { ...shared, ...way });
  return (await findShared(app, shared, way))?.open ?? openAttempt(app, wanted, way);
}

/** Whether nothing of this kind is owed any more, and what it was ordered in with others; throws unless the order waits for it. */
async function standing(app: Uses<"db">, wanted: Wanted): Promise<{ isPaid: boolean; basketId: string | null }> {
  const { preorderId, userId } = wanted;
  const [order] = await app.db.$queryRaw<Standing[]>`
    SELECT state::text AS state, ${balanceOwed("id")} AS owed, basket_id::text AS "basketId" FROM preorder WHERE id = ${preorderId}::uuid AND user_id = ${userId}::uuid`;
  if (!order) throw new Refusal("not_found");
  return { isPaid: await isOver(app, wanted, order), basketId: order.basketId };
}

type Standing = { state: string; owed: bigint; basketId: string | null };

async function isOver({ db }: Uses<"db">, { preorderId, kind }: Wanted, { state, owed }: Standing): Promise<boolean> {
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
