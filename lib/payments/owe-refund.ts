import { randomUUID } from "node:crypto";
import type { Queryable } from "#lib/db.ts";

/** Notes that everything paid on an order that ended is owed back; noting it twice owes it once. */
export async function oweRefund(db: Queryable, preorderId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO payment (id, preorder_id, kind, attempt, rail, amount_minor, currency)
    SELECT ${randomUUID()}::uuid, o.id, 'REFUND', 1, p.rail, o.paid_minor, o.currency
    FROM preorder o JOIN payment p ON p.preorder_id = o.id AND p.kind = 'DEPOSIT' AND p.state = 'CAPTURED'
    WHERE o.id = ${preorderId}::uuid AND o.state IN ('CANCELLED', 'EXPIRED') AND o.paid_minor > 0 ORDER BY p.attempt DESC LIMIT 1
    ON CONFLICT (preorder_id, kind, attempt) DO NOTHING`;
}
