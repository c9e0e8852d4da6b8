import type { MoneyUses } from "#lib/payments/money-uses.ts";
import type { Way } from "#lib/payments/open-attempt.ts";
import { findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";

export type Shared = { basketId: string; userId: string };

/**
 * The open attempt for all orders of a basket that wait for their deposit, as far as the rail is concerned; null when one has to be
 * opened. One that goes another way, or asks for an order that is over by now, is stale.
 */
export async function findShared(
  app: MoneyUses,
  { basketId, userId }: Shared,
  { rail, methodId, byLink }: Way,
): Promise<{ open: PaymentRow; isStale: boolean } | null> {
  const [found] = await app.db.$queryRaw<{ id: string; isStale: boolean }[]>`
    SELECT p.id::text, (p.rail, p.method_id, p.by_link) IS DISTINCT FROM (${rail}, ${methodId}::uuid, ${byLink})
        OR coalesce(p.charge_minor, p.amount_minor) <> (SELECT coalesce(sum(h.deposit_minor), 0) FROM preorder h
          WHERE h.basket_id = ${basketId}::uuid AND h.user_id = ${userId}::uuid AND h.state = 'HELD') AS "isStale"
    FROM payment p JOIN preorder o ON o.id = p.preorder_id
    WHERE o.basket_id = ${basketId}::uuid AND o.user_id = ${userId}::uuid AND p.kind = 'DEPOSIT' AND p.share_of IS NULL
      AND p.state IN ('CREATED', 'PENDING') ORDER BY p.created_at LIMIT 1`;
  const open = found && (await findPayment(app, { id: found.id }));
  return open ? { open, isStale: found.isStale } : null;
}
