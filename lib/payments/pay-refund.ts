import type { Uses } from "#lib/container.ts";
import { isDisputed } from "#lib/engine/disputes.ts";
import { settleRefund } from "#lib/engine/refunds.ts";
import { log } from "#lib/log.ts";
import { failRefund } from "#lib/payments/fail-refund.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { findPayment } from "#lib/payments/payment-row.ts";

/**
 * Carries out every refund that is owed on a pre-order and not yet recorded. Safe to repeat: the rail sees the same key,
 * the ledger one entry. Nothing is given back while the bank decides about it. A rail that cannot be reached leaves it owed, and the completer comes back to it.
 */
export async function payRefunds(app: MoneyUses, preorderId: string): Promise<void> {
  const { db, boards } = app;
  if (await isDisputed(db, preorderId)) return;
  const owed = await db.payment.findMany({
    where: { preorderId, kind: "REFUND", state: { in: ["CREATED", "PENDING"] } },
    include: { charge: { select: { providerRef: true, source: { select: { providerRef: true } } } } },
  });
  for (const { charge, ...refund } of owed) {
    // Money that moved here from another order goes back to the charge that it came from.
    const chargeRef = (charge?.source ?? charge)?.providerRef ?? "";
    await payRefund(app, { ...refund, chargeRef }).catch((error: unknown) =>
      log.error(
        { event: "refund_not_paid", err: error, payment: refund.id },
        "a refund could not be paid; it stays owed",
      ),
    );
  }
  const order = await db.preorder.findUnique({
    where: { id: preorderId },
    select: { showId: true },
  });
  if (order?.showId) boards.touch(order.showId);
}

async function failOpenRefund(app: Uses<"db" | "engine" | "orderLinks">, id: string, reason: string) {
  const refund = await findPayment(app, { id, state: { in: ["CREATED", "PENDING"] } });
  if (refund) await failRefund(app, refund, reason);
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

async function payRefund(
  app: Uses<"db" | "engine" | "orderLinks" | "rails">,
  { id, preorderId, attempt, rail, providerRef, chargeRef, amountMinor, currency }: Owed,
) {
  const { db, rails } = app;
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
      await settleRefund(db, id, refund.ref);
      return;
    case "pending":
      await db.$executeRaw`UPDATE payment SET state = 'PENDING', provider_ref = ${refund.ref}
        WHERE id = ${id}::uuid AND state IN ('CREATED', 'PENDING')`;
      return;
    case "failed":
      await failOpenRefund(app, id, refund.reason);
  }
}
