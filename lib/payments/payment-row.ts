import { z } from "zod";
import type { Uses } from "#lib/container.ts";
import type { ChargeRequest } from "#lib/payments/rail.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const paymentSelect = {
  id: true,
  preorderId: true,
  kind: true,
  attempt: true,
  rail: true,
  providerRef: true,
  amountMinor: true,
  currency: true,
  state: true,
  failure: true,
  offSession: true,
  byLink: true,
  shareOf: true,
  chargeMinor: true,
  createdAt: true,
  method: { select: { reference: true, customer: true, label: true } },
  preorder: {
    select: { editionId: true, userId: true, contact: true, state: true, totalMinor: true, depositMinor: true },
  },
} satisfies Prisma.PaymentSelect;

/** A payment with what is needed to settle it. */
export type PaymentRow = Prisma.PaymentGetPayload<{ select: typeof paymentSelect }>;

export function findPayment(
  { db }: Uses<"db">,
  where: Prisma.PaymentWhereInput,
  newest = false,
): Promise<PaymentRow | null> {
  return db.payment.findFirst({
    where,
    select: paymentSelect,
    ...(newest ? { orderBy: { attempt: "desc" } } : {}),
  });
}

/** What the rail is asked for: the sum, of a payment that orders of one basket share. */
export function chargedMinor({ amountMinor, chargeMinor }: Pick<PaymentRow, "amountMinor" | "chargeMinor">): number {
  return Number(chargeMinor ?? amountMinor);
}

/** The payments of other orders that this one stands for at the rail. */
export async function sharesOf({ db }: Uses<"db">, { id, chargeMinor }: PaymentRow): Promise<PaymentRow[]> {
  if (chargeMinor === null) return [];
  return db.payment.findMany({ where: { shareOf: id }, select: paymentSelect, orderBy: { id: "asc" } });
}

/** One attempt as its rail is asked about it: from the row alone, so that asking again asks for the same. */
export function chargeRequest(row: PaymentRow, card: ChargeRequest["card"] = "approve"): ChargeRequest {
  const { preorder, method } = row;
  return {
    key: `${row.preorderId}:${row.kind.toLowerCase()}:${row.attempt}`,
    paymentId: row.id,
    preorderId: row.preorderId,
    contact: preorder.contact,
    ref: row.providerRef,
    amountMinor: chargedMinor(row),
    currency: row.currency,
    card,
    method: method && { ref: method.reference, customer: method.customer },
    offSession: row.offSession,
    keeps: row.kind === "DEPOSIT" && preorder.totalMinor > preorder.depositMinor,
  };
}

/** The payment that the rail names by our id, if it is one of that rail, else by the rail's own reference. */
export async function paymentOf(
  app: Uses<"db">,
  rail: string,
  { paymentId, ref }: MoneyEvent,
): Promise<PaymentRow | null> {
  const id = z.uuid().safeParse(paymentId);
  const named = id.success ? await findPayment(app, { id: id.data, rail }) : null;
  return named ?? (ref === "" ? null : findPayment(app, { rail, providerRef: ref, shareOf: null }));
}
