import { container } from "#lib/container.ts";
import { railNamed } from "#lib/payments/rails.ts";

/**
 * Carries out every refund that is owed on a pre-order and not yet recorded. Safe to repeat: the rail sees the same key,
 * the ledger one entry.
 */
export async function payRefunds(preorderId: string): Promise<void> {
  const { db, boards } = container();
  const owed = await db.payment.findMany({ where: { preorderId, kind: "REFUND", state: { not: "CAPTURED" } } });
  const charge = await db.payment.findFirst({
    where: { preorderId, kind: "DEPOSIT", state: "CAPTURED" },
    orderBy: { attempt: "desc" },
  });
  for (const refund of owed) {
    const { ref } = await railNamed(refund.rail).refund({
      key: `${preorderId}:refund:${refund.attempt}`,
      chargeRef: charge?.providerRef ?? "",
      amountMinor: Number(refund.amountMinor),
      currency: refund.currency,
    });
    await db.$queryRaw`SELECT settle_refund(${refund.id}::uuid, ${ref})`;
  }
  const order = await db.preorder.findUnique({ where: { id: preorderId }, select: { showId: true } });
  if (order?.showId) boards.touch(order.showId);
}
