import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

type Merging = { questionId: string; into: string | null };

/**
 * Makes a question, with those merged into it, part of another one of the show, or takes it out again. Whoever wants both counts once.
 * Refuses with not_found, or with question_closed for one that was answered.
 */
export async function mergeQuestion(
  { db, questions }: Uses<"db" | "questions">,
  { id: showId, keeper }: TalkOf<"show">,
  { questionId, into }: Merging,
): Promise<void> {
  const touched = await db.$transaction(async (tx) => {
    const ids = into ? [questionId, into] : [questionId];
    // In the order of their ids, so that two who merge crosswise wait for each other.
    const rows = await tx.$queryRaw<{ id: string; state: string; mergedInto: string | null }[]>`
      SELECT id::text, state::text, merged_into::text AS "mergedInto" FROM question
      WHERE id = ANY (${ids}::uuid[]) AND show_id = ${showId}::uuid AND state NOT IN ('HELD', 'REMOVED') ORDER BY id FOR UPDATE`;
    const own = rows.find(({ id }) => id === questionId);
    const head = rows.find(({ id }) => id === into);
    if (!own || (into && (!head || head.mergedInto || into === questionId))) throw new Refusal("not_found");
    if (into && (own.state === "ANSWERED" || head?.state === "ANSWERED")) throw new Refusal("question_closed");
    if (own.mergedInto === into) return [];
    await tx.$executeRaw`UPDATE question SET merged_into = ${into}::uuid, changed_at = clock_timestamp()
      WHERE id = ${questionId}::uuid OR (merged_into = ${questionId}::uuid AND ${into}::uuid IS NOT NULL)`;
    const act = { action: into ? "question.merged" : "question.parted", after: { question: questionId, into } };
    await recordAct(tx, { actorId: keeper.id, subject: `show:${showId}`, ...act });
    return [into, own.mergedInto, into ? null : questionId].filter((id) => id !== null);
  });
  for (const id of touched) await questions.count(id);
  if (touched.length > 0) questions.changed(showId);
}
