import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { maySpeak } from "#lib/moderation/may-speak.ts";
import { marksOf, sameFrom } from "#lib/questions/likeness.ts";
import { personOf } from "#lib/questions/person-of.ts";
import { findAlike } from "#lib/questions/queries.ts";
import type { AskedView, QuestionInput } from "#lib/questions/schema.ts";
import { wordsOf } from "#lib/questions/words-of.ts";
import { Refusal } from "#lib/refusal.ts";

type Asking = { showId: string; input: QuestionInput; origin: Origin };
type AskUses = Uses<"db" | "limits" | "questions" | "rooms" | "terms">;

/**
 * Asks a question in a show, before, during or after it. One that is nearly asked already is counted with that one; one that meets a
 * rule of the chat waits for a moderator. Refuses with
 * not_found, show_cancelled, product_not_in_show, overloaded and what maySpeak refuses.
 */
export async function askQuestion(app: AskUses, asker: Buyer, { showId, input, origin }: Asking): Promise<AskedView> {
  const { db, limits, questions, rooms } = app;
  limits.spend("questionsByAddress", origin.network);
  const room = await rooms.open(showId);
  if (!room || room.state.status === "DRAFT") throw new Refusal("not_found");
  const known = await findKnown(app, asker, input.key);
  if (known) return known;
  if (room.state.status === "CANCELLED") throw new Refusal("show_cancelled");
  await expectProduct(app, showId, input.productId);
  const { role, hold } = await maySpeak(app, asker, { showId, text: input.body, origin });
  const { body, productId, key, wantsMail } = input;
  const marks = marksOf(showId, wordsOf(body));
  const state = hold ? "HELD" : "OPEN";
  const said = { showId, userId: asker.id, name: asker.name, role, body, state } as const;
  const data = { ...said, id: orderId(), productId, key, wantsMail, marks };
  const head = await questions.inTurn(showId, () =>
    db.$transaction(async (tx) => {
      // Two that ask the same at once, in two processes, find each other.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`questions ${showId}`}, 0))`;
      const [twin] = await findAlike(tx, showId, input, { withAnswered: false });
      const isSame = twin && !hold && twin.score >= (input.anyway ? 1 : sameFrom);
      const mergedInto = isSame ? twin.question.id : null;
      await tx.question.create({ data: { ...data, mergedInto } });
      const person = personOf(asker, origin);
      await tx.questionVote.create({ data: { questionId: data.id, person, userId: asker.id } });
      return mergedInto;
    }),
  );
  const votes = head ? await questions.count(head) : 1;
  questions.changed(showId);
  return { id: data.id, mergedInto: head, votes, held: hold !== null };
}

async function expectProduct({ db }: Uses<"db">, showId: string, productId: string | null): Promise<void> {
  if (productId === null) return;
  const listed = await db.showProduct.findUnique({ where: { showId_productId: { showId, productId } } });
  if (!listed) throw new Refusal("product_not_in_show", { field: "productId" });
}

/** Sent before, and its answer was lost. */
async function findKnown({ db }: Uses<"db">, asker: Buyer, key: string | undefined): Promise<AskedView | null> {
  if (key === undefined) return null;
  const row = await db.question.findUnique({
    where: { userId_key: { userId: asker.id, key } },
    include: { head: { select: { votes: true } } },
  });
  return (
    row && { id: row.id, mergedInto: row.mergedInto, votes: row.head?.votes ?? row.votes, held: row.state === "HELD" }
  );
}
