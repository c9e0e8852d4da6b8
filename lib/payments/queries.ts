import type { Operator } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { type PaymentRow, paymentSelect } from "#lib/payments/payment-row.ts";
import { railEvent } from "#lib/payments/rail-event.ts";
import type { ParkedEvent, PaymentRecord, RailView } from "#lib/payments/schema.ts";

const most = 200;

/** The ways to pay that this shop offers, best first. */
export async function listRails(): Promise<RailView[]> {
  const { env, rails } = container();
  const names = await rails.offered();
  return names.map((name) => ({
    name,
    instructions: name === "manual" ? (env.MANUAL_TRANSFER_INSTRUCTIONS ?? null) : null,
    publishableKey: name === "stripe" ? (env.STRIPE_PUBLISHABLE_KEY ?? null) : null,
  }));
}

/** What rails said that does not fit our books, newest first. */
export async function listParked(_operator: Operator): Promise<ParkedEvent[]> {
  const rows = await container().db.paymentEvent.findMany({
    where: { status: "parked" },
    include: { payment: { select: paymentSelect } },
    orderBy: { receivedAt: "desc" },
    take: most,
  });
  return rows.map(({ id, rail, eventId, note, body, payment, receivedAt }) => {
    const { kind, ref, amountMinor, currency } = railEvent.parse(body);
    return {
      id,
      rail,
      eventId,
      note: note ?? "",
      said: { kind, ref, amountMinor, currency },
      payment: payment ? viewPayment(payment) : null,
      receivedAt: receivedAt.toISOString(),
    };
  });
}

/** Transfers that are awaited, and refunds that a person has to send, oldest first. */
export async function listTransfers(_operator: Operator): Promise<PaymentRecord[]> {
  const rows = await container().db.payment.findMany({
    where: { rail: "manual", state: { in: ["CREATED", "PENDING"] } },
    select: paymentSelect,
    orderBy: { createdAt: "asc" },
    take: most,
  });
  return rows.map(viewPayment);
}

export function viewPayment(row: PaymentRow): PaymentRecord {
  const { id, preorderId, kind, state, rail, providerRef, amountMinor, currency, failure } = row;
  return {
    id,
    preorderId,
    kind,
    state,
    rail,
    reference: providerRef,
    amountMinor: Number(amountMinor),
    currency,
    failure,
  };
}
