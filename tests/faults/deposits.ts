import { setTimeout as sleep } from "node:timers/promises";
import type { Shop } from "#tests/faults/shop.ts";

const settledWithin = 60_000;

/**
 * Waits until the shop has finished every payment that was left half done, and returns what about the money is not exact.
 * The database's clock is helped over the half minute that the completer leaves a payment alone.
 */
export async function settleDeposits({ db }: Shop): Promise<string[]> {
  const until = performance.now() + settledWithin;
  let open = 1;
  while (open > 0 && performance.now() < until) {
    await sleep(250);
    await db.$executeRaw`UPDATE payment SET check_after = now() WHERE id IN (
      SELECT id FROM payment WHERE settled_at IS NULL AND check_after > now() FOR UPDATE SKIP LOCKED)`;
    const [row] = await db.$queryRaw<{ open: number }[]>`
      SELECT (SELECT count(*) FROM audit_payments WHERE state IN ('created', 'pending'))::int
        + (SELECT count(*) FROM preorder WHERE state IN ('EXPIRED', 'CANCELLED') AND paid_minor > 0)::int AS open`;
    open = row?.open ?? 0;
  }
  return [...(open > 0 ? [`${open} payments were not finished within a minute`] : []), ...(await findInexact(db))];
}

/** Money that was taken twice, kept without an order, or that the rail holds and the books do not know. */
async function findInexact(db: Shop["db"]): Promise<string[]> {
  const wrong = await db.$queryRaw<{ fault: string; orders: number }[]>`
    WITH money AS (
      SELECT o.id, o.state, o.paid_minor, o.total_minor,
        count(*) FILTER (WHERE p.kind = 'deposit' AND p.state = 'captured') AS captures,
        coalesce(sum(p.amount_minor) FILTER (WHERE p.kind = 'deposit' AND p.state = 'captured'), 0) AS captured,
        coalesce(sum(p.amount_minor) FILTER (WHERE p.kind = 'refund' AND p.state = 'captured'), 0) AS refunded
      FROM audit_orders o LEFT JOIN audit_payments p ON p.order_id = o.id GROUP BY o.id, o.state, o.paid_minor, o.total_minor),
    judged AS (
      SELECT unnest(array_remove(ARRAY[
        CASE WHEN captures > 1 THEN 'charged twice' END,
        CASE WHEN paid_minor <> captured - refunded THEN 'paid is not captured minus refunded' END,
        CASE WHEN paid_minor > total_minor THEN 'paid more than it costs' END,
        CASE WHEN state IN ('EXPIRED', 'CANCELLED') AND paid_minor <> 0 THEN 'gone but not refunded' END,
        CASE WHEN state = 'HELD' AND captured > 0 THEN 'paid but not reserved' END,
        CASE WHEN state IN ('RESERVED', 'LOCKED') AND captures = 0 THEN 'reserved without money' END], NULL)) AS fault FROM money
      UNION ALL
      SELECT 'captured at the rail, unknown to the books' FROM test_rail_charge c JOIN payment p ON p.id = c.payment_id
        WHERE c.outcome = 'captured' AND p.state <> 'CAPTURED' AND p.failure IS DISTINCT FROM 'paid_twice_returned')
    SELECT fault, count(*)::int AS orders FROM judged GROUP BY fault`;
  return wrong.map(({ fault, orders }) => `${orders} orders: ${fault}`);
}

/** Counts of what became of the money, for the report. */
export async function countDeposits({ db }: Shop): Promise<Record<string, number>> {
  const [row] = await db.$queryRaw<{ captured: number; refunded: number }[]>`
    SELECT count(*) FILTER (WHERE kind = 'deposit' AND state = 'captured')::int AS captured,
      count(*) FILTER (WHERE kind = 'refund' AND state = 'captured')::int AS refunded FROM audit_payments`;
  return { depositsCaptured: row?.captured ?? 0, depositsRefunded: row?.refunded ?? 0 };
}
