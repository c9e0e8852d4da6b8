import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { ReleaseInput } from "#lib/balances/schema.ts";
import { actAs } from "#lib/engine/act-as.ts";
import { moveOrders } from "#lib/engine/move-orders.ts";
import { oweRefund } from "#lib/engine/refunds.ts";
import { lockStock } from "#lib/engine/sql.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { payRefunds } from "#lib/payments/pay-refund.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = {
  editionId: string;
  isRisky: boolean;
  isOver: boolean;
  paid: bigint;
  deposit: bigint;
};

/**
 * Gives up an order whose balance never came, after its grace period: the units go to who waits, and the money back by the
 * rule that is said with it. Refuses with not_found, not_at_risk or grace_running. Nothing does this by itself.
 */
export async function releaseOrder(
  app: MoneyUses,
  operator: Operator,
  preorderId: string,
  { back, reason }: ReleaseInput,
): Promise<void> {
  await app.engine.commit(async (write) => {
    const { tx } = write;
    await actAs(tx, operator.id, reason);
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT edition_id FROM preorder WHERE id = ${preorderId}::uuid`));
    const [found] = await tx.$queryRaw<Row[]>`
      SELECT o.edition_id::text AS "editionId", o.paid_minor AS paid, o.deposit_minor AS deposit,
        coalesce(o.state = 'LOCKED' AND b.at_risk_at IS NOT NULL AND b.paid_at IS NULL, false) AS "isRisky", coalesce(b.grace_until <= now(), false) AS "isOver"
      FROM preorder o LEFT JOIN balance b ON b.preorder_id = o.id WHERE o.id = ${preorderId}::uuid FOR UPDATE OF o`;
    if (!found) throw new Refusal("not_found");
    if (!found.isRisky) throw new Refusal("not_at_risk");
    if (!found.isOver) throw new Refusal("grace_running");
    const kept = back === "everything" ? 0n : minOf(found.deposit, found.paid);
    const { editionId } = found;
    await moveOrders(write, { editionId, ids: [preorderId], from: ["LOCKED"], to: "CANCELLED" });
    await tx.$executeRaw`UPDATE preorder SET kept_minor = ${kept} WHERE id = ${preorderId}::uuid`;
    await tx.$executeRaw`UPDATE balance SET note = ${reason}, released_at = now() WHERE preorder_id = ${preorderId}::uuid`;
    await oweRefund(tx, preorderId);
    await recordAct(tx, {
      actorId: operator.id,
      action: "order.released",
      subject: `preorder:${preorderId}`,
      before: { paidMinor: found.paid },
      after: { back, keptMinor: kept, reason },
    });
  });
  await payRefunds(app, preorderId);
}

const minOf = (a: bigint, b: bigint) => (a < b ? a : b);
