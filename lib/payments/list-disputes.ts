import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { openDisputes } from "#lib/payments/open-disputes.ts";
import { paymentSelect } from "#lib/payments/payment-row.ts";
import { viewPayment } from "#lib/payments/queries.ts";
import { type DisputeRecord, disputeRecord } from "#lib/payments/schema.ts";

const most = 200;

/** Disputes and warnings that are open, the nearest deadline first. */
export async function listDisputes({ db }: Uses<"db">, _reader: MoneyReader): Promise<DisputeRecord[]> {
  const rows = await db.dispute.findMany({
    where: openDisputes,
    include: { payment: { select: paymentSelect } },
    orderBy: [{ dueBy: { sort: "asc", nulls: "last" } }, { openedAt: "asc" }],
    take: most,
  });
  return rows.map(({ id, kind, rail, reference, reason, status, amountMinor, currency, dueBy, openedAt, payment }) => ({
    ...{ id, kind: disputeRecord.shape.kind.parse(kind), rail, reference, reason, status, currency },
    amountMinor: Number(amountMinor),
    dueBy: dueBy?.toISOString() ?? null,
    openedAt: openedAt.toISOString(),
    canDecide: kind === "warning" || status === "lost",
    payment: viewPayment(payment),
  }));
}
