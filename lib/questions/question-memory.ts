import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import type { LiveQuestions } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";
import { listQuestions } from "#lib/questions/list-questions.ts";
import { readVersion } from "#lib/questions/read-live.ts";
import type { QuestionQuery } from "#lib/questions/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const freshMs = 1000;
const maxLists = 500;
/** Questions of one show that may wait to be written in this process. */
const maxWaiting = 100;
/** What changes within so long is told once. */
const gatherMs = 200;

type Tell = (showId: string, questions: LiveQuestions) => void;

type Counting = { running: Promise<number>; next: Promise<number> | undefined };

/**
 * What a crowd does to a show's questions at once, made few statements: a list is read once a second however many ask, and votes that
 * arrive while one question is counted are counted together in the next round.
 */
export class QuestionMemory {
  readonly #db: Database;
  readonly #lists = new LRUCache<string, Promise<string>>({ max: maxLists, ttl: freshMs });
  readonly #counts = new Map<string, Counting>();
  readonly #turns = new Map<string, { last: Promise<unknown>; waiting: number }>();

  readonly #tell: Tell;
  readonly #telling = new Map<string, NodeJS.Timeout>();

  constructor({ db, tell }: { db: Database; tell: Tell }) {
    this.#db = db;
    this.#tell = tell;
  }

  /** A show's list or claims changed: its room is told, in a moment. */
  changed(showId: string): void {
    if (this.#telling.has(showId)) return;
    this.#telling.set(
      showId,
      setTimeout(() => void this.#tellOf(showId), gatherMs),
    );
  }

  stop(): void {
    for (const timer of this.#telling.values()) clearTimeout(timer);
  }

  /** A page of a show's list, as JSON that was made within the last second. */
  list(showId: string, query: QuestionQuery): Promise<string> {
    const key = JSON.stringify([showId, query.of, query.after, query.limit]);
    const known = this.#lists.get(key);
    if (known) return known;
    const reading = listQuestions(this.#db, showId, query).then((page) => JSON.stringify(page));
    this.#lists.set(key, reading);
    reading.catch(() => this.#lists.delete(key));
    return reading;
  }

  /** Counts who wants a question answered, those of the merged ones too, in a count that began after this call. */
  count(questionId: string): Promise<number> {
    const counting = this.#counts.get(questionId);
    if (!counting) return this.#start(questionId);
    counting.next ??= counting.running.then(
      () => this.#start(questionId),
      () => this.#start(questionId),
    );
    return counting.next;
  }

  /** One after the other, so that a rush of questions takes one connection. Refuses with overloaded. */
  async inTurn<Answer>(showId: string, work: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turns.get(showId) ?? { last: Promise.resolve(), waiting: 0 };
    if (turn.waiting >= maxWaiting) throw new Refusal("overloaded", { retryAfter: 2 });
    turn.waiting += 1;
    this.#turns.set(showId, turn);
    const mine = turn.last.then(work, work);
    turn.last = mine;
    try {
      return await mine;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(showId);
    }
  }

  async #tellOf(showId: string): Promise<void> {
    this.#telling.delete(showId);
    try {
      this.#tell(showId, await readVersion(this.#db, showId));
    } catch (error) {
      log.warn({ event: "questions_untold", err: error, showId }, "a change of questions is told with the next one");
    }
  }

  #start(questionId: string): Promise<number> {
    const counting: Counting = { running: countVotes(this.#db, questionId), next: undefined };
    this.#counts.set(questionId, counting);
    const done = () => {
      if (!counting.next && this.#counts.get(questionId) === counting) this.#counts.delete(questionId);
    };
    counting.running.then(done, done);
    return counting.running;
  }
}

/** The row is locked before it is counted: a count by another process has either every vote that this one has, or comes after it. */
function countVotes(db: Database, questionId: string): Promise<number> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM question WHERE id = ${questionId}::uuid FOR UPDATE`;
    const [row] = await tx.$queryRaw<{ votes: number }[]>`
      UPDATE question SET changed_at = clock_timestamp(), votes = (
        SELECT count(DISTINCT v.person) FROM question_vote v
        WHERE v.question_id IN (SELECT id FROM question WHERE id = ${questionId}::uuid OR merged_into = ${questionId}::uuid))
      WHERE id = ${questionId}::uuid RETURNING votes`;
    return row?.votes ?? 0;
  });
}
