import { z } from "zod";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { chargedMinor, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { DisputeEvent, MoneyEvent } from "#lib/payments/rail-event.ts";
import { type Captured, isExact } from "#lib/payments/settle-charge.ts";

/** Sets an event aside for a person: nothing about the payment changes. The alarm is the line in the log. */
export async function parkEvent(
  { db }: Uses<"db">,
  rail: string,
  event: MoneyEvent | DisputeEvent,
  paymentId: string | null,
  note: string,
): Promise<void> {
  log.error(
    { event: "payment_parked", rail, eventId: event.id, payment: paymentId, note },
    "a payment event was parked",
  );
  await db.$executeRaw`
    INSERT INTO payment_event AS e (rail, event_id, status, body, payment_id, note, handled_at)
    VALUES (${rail}, ${event.id}, 'parked', ${JSON.stringify(event)}::jsonb, ${paymentId}::uuid, ${note}, now())
    ON CONFLICT (rail, event_id) DO UPDATE SET status = 'parked', payment_id = excluded.payment_id, note = excluded.note, handled_at = now()
      WHERE e.status = 'received'`;
}

/**
 * Money that moved at a rail and that no payment of ours knows: a person has to look for it, unless the charge was never made for this
 * shop.
 */
export async function parkUnknown(
  app: Uses<"db" | "rails">,
  rail: string,
  event: MoneyEvent | DisputeEvent,
): Promise<Applied> {
  const named = "paymentId" in event && z.uuid().safeParse(event.paymentId).success;
  const isOurs = named || (event.ref !== "" && (await app.rails.named(rail).owns(event.ref)));
  if (!isOurs) return { status: "ignored", paymentId: null };
  await parkEvent(app, rail, event, null, `no payment of ours has the name ${event.ref || "that it gives"}`);
  return { status: "parked", paymentId: null };
}

/** True when a capture that we found ourselves is exactly what was asked for; else it is parked, once. */
export async function parkUnless(app: Uses<"db">, payment: PaymentRow, captured: Captured): Promise<boolean> {
  if (isExact(payment, captured)) return true;
  const { amountMinor, currency, ref, method } = captured;
  const facts = { kind: "captured" as const, paymentId: payment.id, ref, refundRef: null, reason: null, method };
  await parkEvent(
    app,
    payment.rail,
    { id: `found:${ref}`, ...facts, amountMinor, currency },
    payment.id,
    mismatch(payment, captured),
  );
  return false;
}

export function mismatch(payment: PaymentRow, said: Pick<Captured, "amountMinor" | "currency">): string {
  return `asked for ${chargedMinor(payment)} ${payment.currency}, the rail says ${said.amountMinor} ${said.currency}`;
}
