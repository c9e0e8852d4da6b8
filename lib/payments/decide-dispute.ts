import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

type Row = { kind: string; status: string; decided: boolean; preorderId: string; userId: string; state: string };

/**
 * A person has decided what becomes of the order of a dispute that was lost, or has seen a warning: what it stopped may go on. Saying it
 * again changes nothing. Refuses with not_found, and with dispute_open while the bank has not decided.
 */
export async function decideDispute(
  { db, publish }: Uses<"db" | "publish">,
  operator: Operator,
  id: string,
  note: string,
): Promise<void> {
  const orders = await db.$transaction(async (tx) => {
    const found = await tx.$queryRaw<Row[]>`
      SELECT d.kind, d.status, d.decided_at IS NOT NULL AS decided, o.id::text AS "preorderId", o.user_id::text AS "userId", o.state::text AS state
      FROM dispute d JOIN payment p ON p.id = d.payment_id OR p.share_of = d.payment_id JOIN preorder o ON o.id = p.preorder_id WHERE d.id = ${id}::uuid ORDER BY p.share_of NULLS FIRST FOR UPDATE OF d`;
    const [first] = found;
    if (!first) throw new Refusal("not_found");
    if (first.decided) return [];
    if (first.kind === "dispute" && first.status !== "lost") throw new Refusal("dispute_open");
    await tx.$executeRaw`UPDATE dispute SET decided_at = now(), note = ${note} WHERE id = ${id}::uuid`;
    await recordAct(tx, {
      actorId: operator.id,
      action: "dispute.decided",
      subject: `dispute:${id}`,
      before: { status: first.status },
      after: { note, preorderId: first.preorderId },
    });
    return found;
  });
  for (const { userId, preorderId, state } of orders) publish.orderChanged(userId, { id: preorderId, state });
}
