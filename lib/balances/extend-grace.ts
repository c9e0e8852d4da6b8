import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { GraceInput } from "#lib/balances/schema.ts";
import type { Uses } from "#lib/container.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { Refusal } from "#lib/refusal.ts";

type Row = { userId: string; before: Date | null };

/**
 * Keeps the place of an order whose balance failed for longer. Refuses with not_found, not_at_risk, or invalid_body when
 * that is not later than what the buyer was promised.
 */
export async function extendGrace(
  app: Uses<"db" | "orderLinks" | "publish">,
  operator: Operator,
  preorderId: string,
  { until, reason }: GraceInput,
): Promise<void> {
  const { db, publish } = app;
  const known = await findPreorderOf(app, operator, preorderId);
  if (!known) throw new Refusal("not_found");
  const { userId } = await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<(Row & { isRisky: boolean; isLater: boolean })[]>`
      SELECT o.user_id::text AS "userId", b.grace_until AS before, coalesce(o.state = 'LOCKED' AND b.at_risk_at IS NOT NULL AND b.paid_at IS NULL, false) AS "isRisky",
        ${until}::timestamptz > greatest(now(), b.grace_until) AS "isLater"
      FROM preorder o LEFT JOIN balance b ON b.preorder_id = o.id WHERE o.id = ${preorderId}::uuid FOR UPDATE OF o`;
    if (!row) throw new Refusal("not_found");
    if (!row.isRisky) throw new Refusal("not_at_risk");
    if (!row.isLater) throw new Refusal("invalid_body", { field: "until", detail: { reason: "must be later" } });
    await tx.$executeRaw`UPDATE balance SET grace_until = ${until}::timestamptz, note = ${reason} WHERE preorder_id = ${preorderId}::uuid`;
    await notify(tx, [
      {
        kind: "graceExtended",
        occasion: `${preorderId}:${until}`,
        preorderId,
        to: { userId: row.userId, address: known.contact },
        onlyWhile: "LOCKED",
        facts: { order: orderFactsOf(app, known), owedMinor: known.balanceMinor, graceUntil: until, reason },
      },
    ]);
    await recordAct(tx, {
      actorId: operator.id,
      action: "balance.extended",
      subject: `preorder:${preorderId}`,
      before: { graceUntil: row.before },
      after: { graceUntil: until, reason },
    });
    return row;
  });
  publish.orderChanged(userId, { id: preorderId, state: "LOCKED" });
}
