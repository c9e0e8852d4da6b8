import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { personOf } from "#lib/questions/person-of.ts";
import { Refusal } from "#lib/refusal.ts";

type Voting = { showId: string; questionId: string; wanted: boolean; origin: Origin };
type VoteUses = Uses<"db" | "limits" | "questions" | "rooms">;

/**
 * Says that somebody wants a question answered too, or takes it back; once a person, however often it is said. A merged question is
 * counted with the one it was merged into. Refuses with not_found, question_closed or rate_limited.
 */
export async function voteQuestion(
  app: VoteUses,
  voter: Buyer,
  { showId, questionId, wanted, origin }: Voting,
): Promise<{ votes: number }> {
  const { db, limits, questions } = app;
  if (voter.isAnonymous && !origin.device) limits.spend("namelessVotesByAddress", origin.network);
  const found = await db.question.findUnique({ where: { id: questionId }, include: { head: true } });
  const head = found?.head ?? found;
  if (!head || head.showId !== showId || head.state === "REMOVED" || head.state === "HELD")
    throw new Refusal("not_found");
  if (head.state === "ANSWERED") throw new Refusal("question_closed");
  const person = personOf(voter, origin);
  if (wanted)
    await db.questionVote.createMany({
      data: [{ questionId: head.id, person, userId: voter.id }],
      skipDuplicates: true,
    });
  // Also the wish that came with a question of one's own, which was merged into this one.
  else
    await db.questionVote.deleteMany({
      where: { person, question: { OR: [{ id: head.id }, { mergedInto: head.id }] } },
    });
  const votes = await questions.count(head.id);
  questions.changed(showId);
  return { votes };
}
