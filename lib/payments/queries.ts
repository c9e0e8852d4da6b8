import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { openDisputes } from "#lib/payments/open-disputes.ts";
import { chargedMinor, type PaymentRow, paymentSelect } from "#lib/payments/payment-row.ts";
import {
  type MethodView,
  type ParkedEvent,
  type PaymentRecord,
  parkedEvent,
  type RailView,
  type RefundDesk,
} from "#lib/payments/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

const most = 200;

/** The ways to pay that this shop offers, best first. */
export async function listRails({ env, rails }: Uses<"env" | "rails">): Promise<RailView[]> {
  const names = await rails.shown();
  return names.map((name) => ({
    name,
    instructions: name === "manual" ? (env.MANUAL_TRANSFER_INSTRUCTIONS ?? null) : null,
    publishableKey: name === "stripe" ? (env.STRIPE_PUBLISHABLE_KEY ?? null) : null,
  }));
}

/** What this account paid with before and can pay with again, the newest first; nothing for nobody. */
export async function listMethods(app: Uses<"db" | "rails">, actor: Actor | null): Promise<MethodView[]> {
  if (!actor) return [];
  const { db, rails } = app;
  const [methods, offered] = await Promise.all([
    db.paymentMethod.findMany({
      where: { userId: actor.id, removedAt: null },
      orderBy: { createdAt: "desc" },
      take: 20,
    }),
    rails.offered(),
  ]);
  return methods.flatMap(({ id, label, rail: name }) => {
    const rail = offered.find((each) => each === name);
    return rail ? [{ id, label, rail }] : [];
  });
}

/** What rails said that does not fit our books, newest first. */
export async function listParked({ db }: Uses<"db">, _reader: MoneyReader): Promise<ParkedEvent[]> {
  const rows = await db.paymentEvent.findMany({
    where: { status: "parked" },
    include: { payment: { select: paymentSelect } },
    orderBy: { receivedAt: "desc" },
    take: most,
  });
  return rows.map(({ id, rail, eventId, note, body, payment, receivedAt }) => {
    return {
      id,
      rail,
      eventId,
      note: note ?? "",
      said: parkedEvent.shape.said.parse(body),
      payment: payment ? viewPayment(payment) : null,
      receivedAt: receivedAt.toISOString(),
    };
  });
}

/**
 * Transfers that are awaited, and refunds that a person has to send, oldest first. With `reference`, those whose reference
 * holds it, however it was typed.
 */
export async function listTransfers(app: Uses<"db">, _reader: MoneyReader, reference = ""): Promise<PaymentRecord[]> {
  const wanted = reference.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const rows = await listRows(app, { rail: "manual", state: { in: ["CREATED", "PENDING"] }, shareOf: null });
  return rows.filter((row) => row.providerRef?.replaceAll("-", "").includes(wanted) ?? wanted === "").map(viewPayment);
}

/** Refunds that a rail is still carrying out, and what it refused to give back, oldest first. */
export async function listRefunds(app: Uses<"db">, _reader: MoneyReader): Promise<RefundDesk> {
  const [underway, failed] = await Promise.all([
    listRows(app, { kind: "REFUND", rail: { not: "manual" }, state: { in: ["CREATED", "PENDING"] } }),
    listRows(app, await failedRefunds(app)),
  ]);
  return { underway: underway.map(viewPayment), failed: failed.map(viewPayment) };
}

/** What a person has to look at: parked events, refunds refused or owed by hand, disputes, places whose grace period is over. */
export async function countMoneyAlarms(app: Uses<"db">, _reader: MoneyReader): Promise<number> {
  const { db } = app;
  const [parked, failed, overdue, byHand, disputes] = await Promise.all([
    db.paymentEvent.count({ where: { status: "parked" } }),
    db.payment.count({ where: await failedRefunds(app) }),
    db.balance.count({
      where: { atRiskAt: { not: null }, graceUntil: { lte: new Date() }, preorder: { state: "LOCKED" } },
    }),
    db.payment.count({
      where: { kind: "REFUND", rail: "manual", state: { in: ["CREATED", "PENDING"] }, failure: { not: null } },
    }),
    db.dispute.count({ where: openDisputes }),
  ]);
  return parked + failed + overdue + byHand + disputes;
}

/** Refused by the rail, and still owed with no other try under way; or a second payment that did not go back. */
async function failedRefunds({ db }: Uses<"db">): Promise<Prisma.PaymentWhereInput> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (r.refund_of) r.id::text FROM payment r JOIN preorder o ON o.id = r.preorder_id
    WHERE r.kind = 'REFUND' AND r.state = 'FAILED' AND o.state IN ('EXPIRED', 'CANCELLED') AND o.paid_minor > o.kept_minor
      AND NOT EXISTS (SELECT FROM payment n WHERE n.refund_of = r.refund_of AND n.kind = 'REFUND' AND n.state <> 'FAILED')
    ORDER BY r.refund_of, r.attempt DESC LIMIT ${most}`;
  return { OR: [{ id: { in: rows.map(({ id }) => id) } }, { failure: "paid_twice", state: "FAILED" }] };
}

function listRows({ db }: Uses<"db">, where: Prisma.PaymentWhereInput): Promise<PaymentRow[]> {
  return db.payment.findMany({ where, select: paymentSelect, orderBy: { createdAt: "asc" }, take: most });
}

export function viewPayment(row: PaymentRow): PaymentRecord {
  const { id, preorderId, kind, state, rail, providerRef, currency, failure, preorder, createdAt } = row;
  return {
    id,
    preorderId,
    kind,
    state,
    rail,
    reference: providerRef,
    amountMinor: chargedMinor(row),
    isShared: row.chargeMinor !== null,
    currency,
    failure,
    contact: preorder.contact,
    orderState: preorder.state,
    at: createdAt.toISOString(),
  };
}
