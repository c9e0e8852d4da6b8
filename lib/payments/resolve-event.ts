import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { applyEvent } from "#lib/payments/apply-event.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { findPayment } from "#lib/payments/payment-row.ts";
import { railEvent } from "#lib/payments/rail-event.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * A person has settled what an event said outside the books, and says how. The attempt it was about ends, so that the buyer
 * may pay again. Refuses with not_found or not_parked.
 */
export async function resolveEvent(
  app: Uses<"db" | "publish">,
  operator: Operator,
  id: string,
  note: string,
): Promise<void> {
  const { db, publish } = app;
  const paymentId = await db.$transaction(async (tx) => {
    const [event] = await tx.$queryRaw<{ paymentId: string | null; status: string }[]>`
      SELECT payment_id::text AS "paymentId", status FROM payment_event WHERE id = ${id}::uuid FOR UPDATE`;
    if (!event) throw new Refusal("not_found");
    if (event.status !== "parked") throw new Refusal("not_parked");
    await tx.$executeRaw`UPDATE payment_event SET status = 'resolved', resolution = ${note}, handled_at = now() WHERE id = ${id}::uuid`;
    await tx.$executeRaw`UPDATE payment SET state = 'FAILED', failure = 'settled_by_hand', settled_at = now()
      WHERE id = ${event.paymentId}::uuid AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')
        AND NOT EXISTS (SELECT FROM payment_event e WHERE e.payment_id = payment.id AND e.status = 'parked')`;
    await recordAct(tx, {
      actorId: operator.id,
      action: "event.resolved",
      subject: `payment-event:${id}`,
      after: { note, paymentId: event.paymentId },
    });
    return event.paymentId;
  });
  const payment = paymentId ? await findPayment(app, { id: paymentId }) : null;
  if (payment) publish.orderChanged(payment.preorder.userId, { id: payment.preorderId, state: payment.preorder.state });
}

/** Applies a parked event once more, after what was in its way is gone. Returns what became of it now. Refuses as above. */
export async function applyAgain(
  app: MoneyUses,
  operator: Operator,
  id: string,
): Promise<"applied" | "ignored" | "parked"> {
  const { db } = app;
  const stored = await db.paymentEvent.findUnique({ where: { id } });
  if (!stored) throw new Refusal("not_found");
  if (stored.status !== "parked") throw new Refusal("not_parked");
  await recordAct(db, { actorId: operator.id, action: "event.applied_again", subject: `payment-event:${id}` });
  const { status, paymentId } = await applyEvent(app, stored.rail, railEvent.parse(stored.body));
  if (status !== "parked")
    await db.$executeRaw`UPDATE payment_event SET status = ${status}, payment_id = ${paymentId}::uuid, handled_at = now()
      WHERE id = ${id}::uuid AND status = 'parked'`;
  return status;
}
