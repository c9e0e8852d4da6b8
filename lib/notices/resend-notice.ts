import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Sends a mail again, or at once when it waits, whatever became of it before. A repetition has a Message-ID of its own, or mail
 * programs would hide it. Refuses with not_found.
 */
export async function resendNotice({ db }: Uses<"db">, operator: Operator, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ state: string; kind: string }[]>`
      SELECT state::text, kind FROM notice WHERE id = ${id}::uuid FOR UPDATE`;
    if (!before) throw new Refusal("not_found");
    await tx.$executeRaw`
      UPDATE notice SET state = 'WAITING', settled_at = NULL, error = NULL, tries = 0, try_after = now(),
        resends = resends + CASE state WHEN 'WAITING' THEN 0 ELSE 1 END, only_while = NULL, useful_until = NULL
      WHERE id = ${id}::uuid`;
    await recordAct(tx, { actorId: operator.id, action: "notice.resent", subject: `notice:${id}`, before });
  });
}
