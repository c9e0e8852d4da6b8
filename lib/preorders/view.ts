import type { PreorderView } from "#lib/preorders/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const preorderSelect = {
  id: true,
  editionId: true,
  quantity: true,
  unitMinor: true,
  totalMinor: true,
  depositMinor: true,
  paidMinor: true,
  currency: true,
  state: true,
  contact: true,
  placedAt: true,
  holdExpiresAt: true,
  refundableUntil: true,
  stateChangedAt: true,
  windowStart: true,
  windowEnd: true,
  edition: { select: { name: true, sku: true, product: { select: { name: true, slug: true, image: true } } } },
  show: { select: { title: true, slug: true } },
  payments: { orderBy: [{ createdAt: "asc" }, { attempt: "asc" }] },
} satisfies Prisma.PreorderSelect;

type Row = Prisma.PreorderGetPayload<{ select: typeof preorderSelect }>;

export function viewPreorder(row: Row, now: Date): PreorderView {
  const { edition, show, payments } = row;
  const { product, ...itsEdition } = edition;
  const alive = row.state === "HELD" ? row.holdExpiresAt !== null && row.holdExpiresAt > now : true;
  return {
    id: row.id,
    editionId: row.editionId,
    quantity: row.quantity,
    unitMinor: Number(row.unitMinor),
    totalMinor: Number(row.totalMinor),
    depositMinor: Number(row.depositMinor),
    paidMinor: Number(row.paidMinor),
    balanceMinor: Number(row.totalMinor - row.paidMinor),
    currency: row.currency,
    state: row.state,
    contact: row.contact,
    placedAt: row.placedAt.toISOString(),
    holdExpiresAt: row.state === "HELD" ? (row.holdExpiresAt?.toISOString() ?? null) : null,
    refundableUntil: row.refundableUntil.toISOString(),
    stateChangedAt: row.stateChangedAt.toISOString(),
    window: row.windowStart && row.windowEnd ? { start: day(row.windowStart), end: day(row.windowEnd) } : null,
    product,
    edition: itsEdition,
    show,
    payments: payments.map((payment) => ({
      kind: payment.kind,
      state: payment.state,
      amountMinor: Number(payment.amountMinor),
      currency: payment.currency,
      rail: payment.rail,
      reference: payment.providerRef,
      at: (payment.settledAt ?? payment.createdAt).toISOString(),
    })),
    canPay: row.state === "HELD" && alive,
    canCancel: alive && (row.state === "HELD" || row.state === "RESERVED") && row.refundableUntil > now,
    serverTime: now.toISOString(),
  };
}

const day = (date: Date) => date.toISOString().slice(0, 10);
