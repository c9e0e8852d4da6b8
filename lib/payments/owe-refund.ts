import { randomUUID } from "node:crypto";
import type { Queryable } from "#lib/db.ts";

/**
 * Notes that everything paid on an order that ended is owed back; noting it twice owes it once. A refund that the rail
 * refused is owed again as a new attempt.
 */
export async function oweRefund(db: Queryable, preorderId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency, refund_of, check_after)
    SELECT ${randomUUID()}::uuid, o.id, 'REFUND',
      1 + (SELECT count(*) FROM payment r WHERE r.preorder_id = o.id AND r.kind = 'REFUND'),
      p.rail, o.paid_minor, o.currency, p.id, now() + interval '10 seconds'
    FROM preorder o JOIN payment p ON p.preorder_id = o.id AND p.kind = 'DEPOSIT' AND p.state = 'CAPTURED'
    WHERE o.id = ${preorderId}::uuid AND o.state IN ('CANCELLED', 'EXPIRED') AND o.paid_minor > 0
      AND NOT EXISTS (SELECT FROM payment r WHERE r.preorder_id = o.id AND r.kind = 'REFUND' AND r.state IN ('CREATED', 'PENDING'))
    ORDER BY p.settled_at DESC LIMIT 1
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
}
