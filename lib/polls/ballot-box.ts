import type { Buyer } from "#lib/accounts/gate.ts";
import { type Database, isConnectionTrouble, isRetryable } from "#lib/db.ts";
import { Batcher } from "#lib/engine/batcher.ts";
import type { UseCasePublisher } from "#lib/live/publish.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Poll, Prisma } from "#prisma/client/client.ts";
import { viewLivePoll } from "./view.ts";

type Vote = { pollId: string; userId: string; answer: number };
type Outcome = "taken" | "not_found" | "closed" | "no_such_choice" | "stands";

const refusalOf = {
  not_found: () => new Refusal("not_found", { field: "pollId" }),
  closed: () => new Refusal("poll_closed"),
  no_such_choice: () => new Refusal("invalid_body", { field: "answer" }),
  stands: () => new Refusal("guess_stands"),
} satisfies Record<Exclude<Outcome, "taken">, () => Refusal>;

/** Answers to polls. A crowd answers within seconds and all move one row, so they are written as they gather: its counts are always those of its votes. */
export class BallotBox {
  readonly #db: Database;
  readonly #publish: Pick<UseCasePublisher, "pollMoved">;
  readonly #batcher: Batcher<Vote, Outcome>;

  constructor({ db, publish }: { db: Database; publish: Pick<UseCasePublisher, "pollMoved"> }) {
    this.#db = db;
    this.#publish = publish;
    this.#batcher = new Batcher({
      run: (votes) => this.#write(votes),
      keysOf: ({ pollId, userId }) => [`${pollId} ${userId}`],
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error),
      maxInFlight: 1,
    });
  }

  /**
   * One person's answer; another choice takes the place of their first, a guess stands. Refuses with not_found, poll_closed, guess_stands,
   * or invalid_body for a choice that there is not.
   */
  async cast({ id: userId }: Buyer, vote: { pollId: string; answer: number }): Promise<void> {
    const outcome = await this.#batcher.submit({ ...vote, userId });
    if (outcome !== "taken") throw refusalOf[outcome]();
  }

  drain(): Promise<void> {
    return this.#batcher.drain();
  }

  async #write(votes: Vote[]): Promise<Outcome[]> {
    const outcomes = new Map<Vote, Outcome>();
    for (const [pollId, cast] of Map.groupBy(votes, (vote) => vote.pollId)) {
      const moved = await this.#db.$transaction((tx) => writeVotes(tx, pollId, { cast, outcomes }));
      if (moved) this.#publish.pollMoved(moved.showId, viewLivePoll(moved));
    }
    return votes.map((vote) => outcomes.get(vote) ?? "not_found");
  }
}

type Cast = { cast: Vote[]; outcomes: Map<Vote, Outcome> };

/** The answers to one poll, under its lock; gives the poll when its counts moved. */
async function writeVotes(
  tx: Prisma.TransactionClient,
  pollId: string,
  { cast, outcomes }: Cast,
): Promise<Poll | null> {
  const [poll] = await tx.$queryRaw<{ kind: Poll["kind"]; choices: number; isOpen: boolean; wasOpened: boolean }[]>`
    SELECT kind::text, cardinality(choices) AS choices, status <> 'PREPARED' AS "wasOpened",
      status = 'OPEN' AND (closes_at IS NULL OR closes_at > clock_timestamp()) AS "isOpen"
    FROM poll WHERE id = ${pollId}::uuid FOR UPDATE`;
  const fits = ({ answer }: Vote) => poll?.kind === "guess" || answer < (poll?.choices ?? 0);
  for (const vote of cast) {
    if (!poll?.wasOpened) outcomes.set(vote, "not_found");
    else if (!poll.isOpen) outcomes.set(vote, "closed");
    else outcomes.set(vote, fits(vote) ? "taken" : "no_such_choice");
  }
  const taken = cast.filter((vote) => outcomes.get(vote) === "taken");
  if (!poll || taken.length === 0) return null;
  const given = JSON.stringify(taken.map(({ userId, answer }) => ({ user_id: userId, answer })));
  const moved = poll.kind === "vote" ? await countChoices(tx, pollId, given) : await countGuesses(tx, pollId, given);
  if (poll.kind === "guess") await findStanding(tx, pollId, { cast: taken, outcomes });
  return moved ? tx.poll.findUnique({ where: { id: pollId } }) : null;
}

/** What somebody chose before gives way, and is counted out. */
function countChoices(tx: Prisma.TransactionClient, pollId: string, given: string): Promise<number> {
  return tx.$executeRaw`
    WITH given AS (SELECT * FROM json_to_recordset(${given}::json) AS g (user_id uuid, answer bigint)),
      before AS (SELECT v.user_id, v.answer FROM poll_vote v JOIN given USING (user_id) WHERE v.poll_id = ${pollId}::uuid),
      written AS (INSERT INTO poll_vote AS v (poll_id, user_id, answer) SELECT ${pollId}::uuid, user_id, answer FROM given
        ON CONFLICT (poll_id, user_id) DO UPDATE SET answer = excluded.answer, at = clock_timestamp() WHERE v.answer <> excluded.answer
        RETURNING user_id, answer),
      moved AS (SELECT answer, sum(n)::int AS n FROM (
        SELECT answer, 1 AS n FROM written UNION ALL SELECT before.answer, -1 FROM before JOIN written USING (user_id)) each GROUP BY answer)
    UPDATE poll SET version = version + 1, votes = (
      SELECT array_agg(v + coalesce(moved.n, 0) ORDER BY place) FROM unnest(votes) WITH ORDINALITY AS u (v, place)
      LEFT JOIN moved ON moved.answer = place - 1)
    WHERE id = ${pollId}::uuid AND EXISTS (SELECT FROM moved)`;
}

/** The first guess stands: of two equally near it matters who was first. */
function countGuesses(tx: Prisma.TransactionClient, pollId: string, given: string): Promise<number> {
  return tx.$executeRaw`
    WITH written AS (INSERT INTO poll_vote (poll_id, user_id, answer)
      SELECT ${pollId}::uuid, user_id, answer FROM json_to_recordset(${given}::json) AS g (user_id uuid, answer bigint)
      ON CONFLICT DO NOTHING RETURNING user_id)
    UPDATE poll SET version = version + 1, votes = ARRAY[votes[1] + (SELECT count(*) FROM written)::int]
    WHERE id = ${pollId}::uuid AND EXISTS (SELECT FROM written)`;
}

/** Who guessed something else before is told that this stands. */
async function findStanding(tx: Prisma.TransactionClient, pollId: string, { cast, outcomes }: Cast): Promise<void> {
  const users = cast.map(({ userId }) => userId);
  const standing = await tx.pollVote.findMany({ where: { pollId, userId: { in: users } } });
  const answers = new Map(standing.map(({ userId, answer }) => [userId, Number(answer)]));
  for (const vote of cast) if (answers.get(vote.userId) !== vote.answer) outcomes.set(vote, "stands");
}
