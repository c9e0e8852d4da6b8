import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { writeAsked } from "#lib/questions/take-on-air.ts";
import { Refusal } from "#lib/refusal.ts";

type Putting = { questionId: string; state: "OPEN" | "ASIDE" | "REMOVED" };

/**
 * Puts a question aside, removes it, or puts it back among the open ones, without the answer it may have had. One that is removed is off
 * the picture at once. Twice is one act. Refuses with not_found.
 */
export async function putQuestion(
  app: Uses<"db" | "publish" | "questions">,
  { id: showId, keeper }: TalkOf<"show">,
  { questionId, state }: Putting,
): Promise<void> {
  const { db, questions } = app;
  const isChanged = await db.$transaction(async (tx) => {
    const found = await tx.question.findUnique({ where: { id: questionId } });
    // What its author had erased says nothing any more.
    if (found?.showId !== showId || found.body === "") throw new Refusal("not_found");
    const count = await tx.$executeRaw`
      UPDATE question SET state = ${state}::"QuestionState", answer = '', answered_at = NULL, answered_at_ms = NULL, answered_by_id = NULL,
        changed_at = clock_timestamp()
      WHERE id = ${questionId}::uuid AND state <> ${state}::"QuestionState"`;
    if (count === 0) return false;
    const after = { question: questionId, name: found.name, body: found.body };
    const act = { action: `question.${acts[state]}`, subject: `show:${showId}`, after };
    await recordAct(tx, { actorId: keeper.id, ...act });
    return true;
  });
  if (!isChanged) return;
  if (state === "REMOVED") await writeAsked(app, showId, { questionId: null, instead: questionId });
  questions.changed(showId);
}

const acts = { OPEN: "put_back", ASIDE: "put_aside", REMOVED: "removed" };
