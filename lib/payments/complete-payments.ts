import type { Uses } from "#lib/container.ts";
import { isDisputed } from "#lib/engine/disputes.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import { isDisputedIn } from "#lib/engine/sql.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { log } from "#lib/log.ts";
import { awaitRail } from "#lib/payments/await-rail.ts";
import { chargeAtRail } from "#lib/payments/charge-at-rail.ts";
import { endPayment, failPayment } from "#lib/payments/fail-payment.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { parkUnless } from "#lib/payments/park-event.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { chargeRequest, findPayment, type PaymentRow, sharesOf } from "#lib/payments/payment-row.ts";
import { railEvent } from "#lib/payments/rail-event.ts";
import { handleEvent } from "#lib/payments/receive-webhook.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { Prisma } from "#prisma/client/client.ts";

const most = 100;
const atOnce = 8;
const longest = 5000;

/** An attempt `p` whose end is not known; one that is parked waits for a person. */
const openAttempt = `p.settled_at IS NULL AND (p.share_of IS NULL OR p.kind = 'REFUND') AND p.state IN ('CREATED', 'PENDING') AND p.check_after <= now()
  AND NOT EXISTS (SELECT FROM payment_event e WHERE e.payment_id = p.id AND e.status = 'parked')`;
/** An ended order `o` that holds more than the seller keeps and is on its way back; what a rail refused rests for ten minutes. */
const owedBack = `o.state IN ('EXPIRED', 'CANCELLED') AND o.paid_minor > o.kept_minor AND NOT ${isDisputedIn("o.id").sql}
  AND o.paid_minor - o.kept_minor > (SELECT coalesce(sum(r.amount_minor), 0) FROM payment r
    WHERE r.preorder_id = o.id AND r.kind = 'REFUND' AND r.state IN ('CREATED', 'PENDING'))
  AND NOT EXISTS (SELECT FROM payment r WHERE r.preorder_id = o.id AND r.kind = 'REFUND'
    AND r.state = 'FAILED' AND r.settled_at > now() - interval '10 minutes')`;
const unapplied = "status = 'received' AND received_at < now() - interval '30 seconds'";

export const paymentCompletion: TimedWork<MoneyUses> = {
  name: "complete-payments",
  every: 10,
  due: `EXISTS (SELECT FROM payment p WHERE ${openAttempt}) OR EXISTS (SELECT FROM preorder o WHERE ${owedBack})
    OR EXISTS (SELECT FROM payment_event WHERE ${unapplied})`,
  work: completePayments,
};

/**
 * Finishes what a crash, a lost webhook or an absent provider left half done: charges without an end, refunds owed, events
 * stored and not applied. Any number of processes may run it; a row is taken by one of them at a time.
 */
export async function completePayments(app: MoneyUses): Promise<void> {
  const until = performance.now() + longest;
  await attendDue(app, false, (id) => completeCharge(app, id), until);
  await attendAll(await ordersOwedBack(app), (preorderId) => giveBack(app, preorderId), until);
  await attendDue(app, true, (id) => completeRefund(app, id), until);
  await attendAll(await unappliedEvents(app), (id) => completeEvent(app, id), until);
}

/** After an outage thousands may be due, and their holds do not wait. */
async function attendDue(app: Uses<"db">, isRefund: boolean, work: (id: string) => Promise<void>, until: number) {
  for (let taken = most; taken === most && performance.now() < until; ) {
    const ids = await takeDue(app, isRefund);
    taken = ids.length;
    await attendAll(ids, work, until);
  }
}

/** One that fails must not keep the others waiting, nor a provider that hangs the server's stop. */
export async function attendAll(ids: string[], work: (id: string) => Promise<void>, until: number) {
  const left = ids.values();
  await Promise.all(Array.from({ length: atOnce }, attendNext));

  async function attendNext() {
    for (const id of left) {
      if (performance.now() > until) return;
      await work(id).catch((error: unknown) =>
        log.warn({ event: "payment_not_completed", err: error, id }, "a payment could not be completed; retrying"),
      );
    }
  }
}

/** Takes what is due and says when it is due again: after half its age, at most ten minutes. */
async function takeDue({ db }: Uses<"db">, isRefund: boolean): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE payment SET check_after = now() + least(greatest((now() - created_at) / 2, interval '9 seconds'), interval '10 minutes')
    WHERE id IN (
      SELECT id FROM payment p WHERE ${Prisma.raw(openAttempt)} AND (kind = 'REFUND') = ${isRefund}
      ORDER BY check_after LIMIT ${most} FOR UPDATE OF p SKIP LOCKED)
    RETURNING id::text`;
  return rows.map(({ id }) => id);
}

async function completeCharge(app: MoneyUses, id: string) {
  const payment = await findPayment(app, { id, state: { in: ["CREATED", "PENDING"] } });
  if (!payment) return;
  const rail = app.rails.find(payment.rail);
  if (!rail) return;
  const isWanted = await waitsFor(app, payment);
  const request = chargeRequest(payment);
  // A charge without the buyer may have been lost before it reached the rail; its keys make it one charge all the same.
  const look = () => (payment.offSession ? chargeAtRail(app, payment) : rail.find(request));
  const charge = await (isWanted ? look() : rail.cancel(request));
  if (!charge) return isWanted ? undefined : failPayment(app, payment, "never_charged", null);
  switch (charge.state) {
    case "captured":
      if (await parkUnless(app, payment, charge)) await settleCharge(app, payment, charge);
      return;
    case "failed":
      return endPayment(app, payment, isWanted ? charge.reason : "order_over", charge.ref);
    case "needs_action":
      return payment.offSession
        ? endPayment(app, payment, "authentication_required", charge.ref)
        : noteKnown(app, payment, charge.ref);
    case "processing":
      return noteKnown(app, payment, charge.ref);
  }
}

/**
 * Whether the order still asks for this charge. One that several orders share asks for too much as soon as one of them is over: it is
 * ended, and the rest asked for anew; a transfer that is on its way counts for those that wait.
 */
async function waitsFor(app: Uses<"db">, payment: PaymentRow): Promise<boolean> {
  const { kind, preorderId, preorder, rail } = payment;
  if (kind === "BALANCE") return preorder.state === "LOCKED" && !(await isDisputed(app.db, preorderId));
  const waiting = [payment, ...(await sharesOf(app, payment))].map((each) => each.preorder.state === "HELD");
  return rail === "manual" ? waiting.includes(true) : !waiting.includes(false);
}

async function noteKnown(app: MoneyUses, payment: PaymentRow, ref: string) {
  if (payment.state === "CREATED") await awaitRail(app, payment, ref);
}

async function completeRefund(app: MoneyUses, id: string) {
  const refund = await findPayment(app, { id });
  if (refund) await payRefunds(app, refund.preorderId);
}

async function ordersOwedBack({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id::text FROM preorder o WHERE ${Prisma.raw(owedBack)} LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

export async function giveBack(app: MoneyUses, preorderId: string) {
  await oweRefund(app.db, preorderId);
  await payRefunds(app, preorderId);
}

async function unappliedEvents({ db }: Uses<"db">): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM payment_event
    WHERE ${Prisma.raw(unapplied)} ORDER BY received_at LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

async function completeEvent(app: MoneyUses, id: string) {
  const stored = await app.db.paymentEvent.findUnique({ where: { id } });
  if (stored) await handleEvent(app, stored.rail, railEvent.parse(stored.body));
}
