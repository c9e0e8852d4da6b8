import type { ClaimView, QuestionView } from "#lib/questions/schema.ts";
import type { Claim, Question } from "#prisma/client/client.ts";

type Row = Pick<
  Question,
  "answer" | "answeredAt" | "answeredAtMs" | "at" | "body" | "id" | "name" | "productId" | "role" | "votes"
>;

/** A question as everybody may see it: who asked by the name they had, never the account. */
export function viewQuestion(row: Row): QuestionView {
  const { id, body, name, role, productId, votes, answer } = row;
  return {
    ...{ id, body, name, role, productId, votes, answer },
    at: row.at.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredAtMs: row.answeredAtMs === null ? null : Number(row.answeredAtMs),
  };
}

export function viewClaim({ id, claim, truth, pinnedAt, at }: Claim): ClaimView {
  return { id, claim, truth, isPinned: pinnedAt !== null, at: at.toISOString() };
}
