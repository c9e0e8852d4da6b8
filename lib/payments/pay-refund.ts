import { container } from "#lib/container.ts";
import { log } from "#lib/log.ts";

/**
 * Carries out every refund that is owed on a pre-order and not yet recorded. Safe to repeat: the rail sees the same key,
 * the ledger one entry. A rail that cannot be reached leaves it owed, and the completer comes back to it.
 */
export async function payRefunds(preorderId: string): Promise<void> {
  const { db, boards } = container();
  const owed = await db.payment.findMany({
    where: { preorderId, kind: "REFUND", state: { in: ["CREATED", "PENDING"] } },
    include: { charge: { select: { providerRef: true, source: { select: { providerRef: true } } } } },
  });
  for (const { charge, ...refund } of owed) {
    // Money that moved here from another order goes back to the charge that it came from.
    const chargeRef = (charge?.source ?? charge)?.providerRef ?? "";
    await payRefund({ ...refund, chargeRef }).catch((error: unknown) =>
      log.error({ err: error, payment: refund.id }, "refund not carried out; it stays owed"),
    );
  }
  const order = await db.preorder.findUnique({
    where: { id: preorderId },
    select: { showId: true },
  });
  if (order?.showId) boards.touch(order.showId);
}

type Owed = {
  id: string;
  preorderId: string;
  attempt: number;
  rail: string;
  providerRef: string | null;
  chargeRef: string;
  amountMinor: bigint;
  currency: string;
};

async function payRefund({ id, preorderId, attempt, rail, providerRef, chargeRef, amountMinor, currency }: Owed) {
  const { db, rails } = container();
  const refund = await rails.named(rail).refund({
    key: `${preorderId}:refund:${attempt}`,
    paymentId: id,
    chargeRef,
    ref: providerRef,
    amountMinor: Number(amountMinor),
    currency,
  });
  switch (refund.state) {
    case "done":
      await db.$queryRaw`SELECT settle_refund(${id}::uuid, ${refund.ref})`;
      return;
    case "pending":
      await db.$executeRaw`UPDATE payment SET state = 'PENDING', provider_ref = ${refund.ref}
        WHERE id = ${id}::uuid AND state IN ('CREATED', 'PENDING')`;
      return;
    case "failed":
      log.error({ payment: id, rail, reason: refund.reason }, "the rail refused a refund; it is owed again");
      await db.$executeRaw`UPDATE payment SET state = 'FAILED', failure = ${refund.reason}, settled_at = now()
        WHERE id = ${id}::uuid AND state IN ('CREATED', 'PENDING')`;
  }
}
