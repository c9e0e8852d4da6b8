import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Says that somebody looked at an order and found it in order; the same rule does not mark it again. Refuses with not_found. */
export async function clearFlags({ db }: Uses<"db">, operator: Operator, preorderId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const cleared = await tx.$queryRaw<{ rule: string; cluster: string }[]>`
      UPDATE preorder_flag SET cleared_at = clock_timestamp(), cleared_by = ${operator.id}::uuid
      WHERE preorder_id = ${preorderId}::uuid AND cleared_at IS NULL RETURNING rule, cluster`;
    if (cleared.length > 0) {
      await recordAct(tx, {
        actorId: operator.id,
        action: "flags.cleared",
        subject: `preorder:${preorderId}`,
        before: cleared,
      });
    } else if ((await tx.preorder.count({ where: { id: preorderId } })) === 0) throw new Refusal("not_found");
  });
}
