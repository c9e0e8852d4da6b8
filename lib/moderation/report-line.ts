import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { ReportReason } from "./schema.ts";
import { readShopFilter } from "./talk-rules.ts";

/**
 * Somebody says that a line may not stand. One report for each person and line: the second time it is the first again. All reports of a
 * line are one case. Refuses with not_found for a line that nobody sees, and with not_allowed for one's own.
 */
export async function reportLine(
  { db, publish }: Uses<"db" | "publish">,
  reporter: Buyer,
  { showId, lineId, reason }: { showId: string; lineId: string; reason: ReportReason },
): Promise<{ id: string }> {
  const report = await db.$transaction(async (tx) => {
    const line = await tx.chatMessage.findUnique({ where: { id: lineId } });
    if (line?.showId !== showId || line.deletedAt || line.body === "") throw new Refusal("not_found");
    if (line.userId === reporter.id) throw new Refusal("not_allowed");
    const { answerHours } = await readShopFilter(tx);
    await tx.$executeRaw`
      INSERT INTO talk_case (id, show_id, line_id, due_at) VALUES (gen_random_uuid(), ${showId}::uuid, ${lineId}::uuid, now() + make_interval(hours => ${answerHours}))
      ON CONFLICT (line_id) WHERE closed_at IS NULL DO NOTHING`;
    const [open] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM talk_case WHERE line_id = ${lineId}::uuid AND closed_at IS NULL FOR UPDATE`;
    if (!open) throw new Refusal("overloaded", { retryAfter: 1 });
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO chat_report (id, case_id, line_id, user_id, reason)
      VALUES (gen_random_uuid(), ${open.id}::uuid, ${lineId}::uuid, ${reporter.id}::uuid, ${reason})
      ON CONFLICT (line_id, user_id) DO NOTHING RETURNING id::text`;
    if (made) return made;
    const { id } = await tx.chatReport.findUniqueOrThrow({ where: { lineId_userId: { lineId, userId: reporter.id } } });
    // A case that nobody but an old reporter opened is none.
    await tx.$executeRaw`DELETE FROM talk_case c WHERE id = ${open.id}::uuid AND NOT EXISTS (SELECT FROM chat_report WHERE case_id = c.id)`;
    return { id };
  });
  publish.talkMoved(showId);
  return report;
}
