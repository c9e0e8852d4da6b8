import { randomUUID } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import { balanceOwed, isDisputedIn } from "#lib/engine/sql.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { awaitRail } from "#lib/payments/await-rail.ts";
import { chargeAtRail } from "#lib/payments/charge-at-rail.ts";
import { attendAll } from "#lib/payments/complete-payments.ts";
import { failBalanceTry } from "#lib/payments/fail-balance-try.ts";
import { endPayment } from "#lib/payments/fail-payment.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { wasPaid } from "#lib/payments/open-attempt.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";

const most = 50;
const longest = 5000;
const minute = 60_000;
/** How long a buyer may be at the form before we charge what was kept. */
const timeout = 30 * minute;

export const balanceCharges: TimedWork<MoneyUses> = {
  name: "charge-balances",
  every: 5,
  due: "EXISTS (SELECT FROM balance WHERE next_try_at <= now())",
  work: chargeDueBalances,
};

/**
 * Charges what is due of locked orders to what their buyers' deposits were paid with. Any number of processes may run it: a
 * balance is taken by one of them for ten minutes, and an attempt that dies with its process is the completer's.
 */
export async function chargeDueBalances(app: MoneyUses): Promise<void> {
  await attendAll(await takeDue(app), (preorderId) => tryBalance(app, preorderId), performance.now() + longest);
}

async function takeDue({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE balance SET next_try_at = now() + interval '10 minutes' WHERE preorder_id IN (
      SELECT b.preorder_id FROM balance b WHERE b.next_try_at <= now() ORDER BY b.next_try_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING preorder_id::text AS id`;
  return rows.map(({ id }) => id);
}

async function tryBalance(app: MoneyUses, preorderId: string): Promise<void> {
  const open = await findPayment(app, { preorderId, kind: "BALANCE", state: { in: ["CREATED", "PENDING"] } });
  if (open && !(await isGivenUp(app, open))) return;
  if (open?.rail === "manual")
    return failBalanceTry(app, preorderId, { reason: "transfer_missing", paymentId: null, ref: null });
  const attempt = await openTry(app, preorderId);
  if (attempt === "nothing_kept")
    return failBalanceTry(app, preorderId, { reason: "nothing_kept", paymentId: null, ref: null });
  if (attempt) await chargeTry(app, attempt);
}

/** Whether an attempt that is still open keeps nobody waiting: a form left alone is ended, a transfer that is late is not. */
async function isGivenUp(app: MoneyUses, open: PaymentRow): Promise<boolean> {
  const age = Date.now() - open.createdAt.getTime();
  if (open.rail === "manual") return age > app.env.MANUAL_TRANSFER_HOURS * 60 * minute;
  return !open.offSession && age > timeout && !(await wasPaid(app, open));
}

/** A new attempt under a number of its own; null when the order asks for nothing any more. */
async function openTry(app: Uses<"db">, preorderId: string): Promise<PaymentRow | "nothing_kept" | null> {
  const { db } = app;
  const [order] = await db.$queryRaw<{ methodId: string | null }[]>`
    SELECT m.id::text AS "methodId" FROM preorder o
    LEFT JOIN payment_method m ON m.id = o.method_id AND m.user_id = o.user_id AND m.removed_at IS NULL
    WHERE o.id = ${preorderId}::uuid AND o.state = 'LOCKED' AND ${balanceOwed("o.id")} > 0 AND NOT ${isDisputedIn("o.id")}`;
  if (!order) return null;
  if (!order.methodId) return "nothing_kept";
  const id = randomUUID();
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, method_id, off_session)
    SELECT ${id}::uuid, o.id, 'BALANCE', 1 + (SELECT count(*) FROM payment p WHERE p.preorder_id = o.id AND p.kind = 'BALANCE' AND p.state = 'FAILED'),
      m.rail, ${balanceOwed("o.id")}, o.currency, m.id, true
    FROM preorder o JOIN payment_method m ON m.id = ${order.methodId}::uuid WHERE o.id = ${preorderId}::uuid
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
  return findPayment(app, { id });
}

async function chargeTry(app: MoneyUses, attempt: PaymentRow): Promise<void> {
  const charge = await chargeAtRail(app, attempt);
  switch (charge.state) {
    case "captured":
      if (await parkUnless(app, attempt, charge)) await settleCharge(app, attempt, charge);
      return;
    case "processing":
      return awaitRail(app, attempt, charge.ref);
    case "failed":
      return endPayment(app, attempt, charge.reason, charge.ref);
    case "needs_action":
      return endPayment(app, attempt, "authentication_required", charge.ref);
  }
}
