import { container } from "#lib/container.ts";
import { failBalanceTry } from "#lib/payments/fail-balance-try.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";

/** Ends an attempt that took no money; one that was captured stays so. The buyer may start another. */
export async function failPayment(payment: PaymentRow, reason: string, ref: string | null): Promise<void> {
  if (payment.offSession) return failBalanceTry(payment.preorderId, { reason, paymentId: payment.id, ref });
  const { db, publish } = container();
  const ended =
    await db.$executeRaw`UPDATE payment SET state = 'FAILED', failure = ${reason}, settled_at = now(), provider_ref = coalesce(provider_ref, ${ref})
    WHERE id = ${payment.id}::uuid AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')`;
  if (ended > 0)
    publish.orderChanged(payment.preorder.userId, { id: payment.preorderId, state: payment.preorder.state });
}

/** Ends it here and at the rail, where it could else be tried again: the next attempt has a charge of its own. */
export async function endPayment(payment: PaymentRow, reason: string, ref: string | null): Promise<void> {
  await failPayment(payment, reason, ref);
  if (!ref) return;
  await container()
    .rails.named(payment.rail)
    .cancel({ ...chargeRequest(payment), ref })
    .catch(() => undefined);
}

/** Notes that the rail knows the attempt and has not decided. */
export async function awaitRail({ id }: Pick<PaymentRow, "id">, ref: string): Promise<void> {
  await container().db.$executeRaw`UPDATE payment SET state = 'PENDING', provider_ref = ${ref}
    WHERE id = ${id}::uuid AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')`;
}
