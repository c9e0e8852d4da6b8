import { z } from "zod";
import { isConnectionTrouble, isDuplicateOf, isRetryable } from "#lib/db.ts";
import type { Statements } from "#lib/statements.ts";
import type { Announcer } from "./announce.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { Batchers, type Pool } from "./batchers.ts";
import { type JoinRequest, writeRequests } from "./order-requests.ts";
import { outcomesOf } from "./outcomes.ts";
import { dropRow, entryRow, servedRow, stockFacts } from "./rows.ts";

/** What the entry holds beside what its owner sees, to hold a repeated request against. */
const joinedEntry = entryRow.extend({
  idem_key: z.string(),
  contact: z.string(),
  currency: z.string().nullable(),
  city_id: z.string().nullable(),
  country: z.string().nullable(),
});
export type JoinedEntry = z.infer<typeof joinedEntry>;

const outcome = z.enum(outcomesOf.join_queue);
export type Joined = { outcome: z.infer<typeof outcome>; entry: JoinedEntry | null };

/** Without an edition or drop of that name there are only outcomes. */
const joins = z.object({
  outcomes: z.array(outcome),
  drop: dropRow.nullish(),
  stock: stockFacts.optional(),
  served: z.array(servedRow).default([]),
  entries: z.array(joinedEntry.nullable()).default([]),
});

/** Places in queues, taken in batches like the orders themselves: it is the same hot row. */
export class QueueBatcher {
  readonly #db: Statements;
  readonly #announcer: Announcer;
  readonly #batchers: Batchers<JoinRequest, Joined>;

  constructor({ db, announcer }: { db: Statements; announcer: Announcer }) {
    this.#db = db;
    this.#announcer = announcer;
    this.#batchers = new Batchers((pool) => ({
      run: (requests) => this.#join(pool, requests),
      keysOf: ({ userId, person }) => [userId, person],
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error) || isDuplicateOf(error, "queue_entry"),
    }));
  }

  submit(pool: Pool, request: JoinRequest): Promise<Joined> {
    return this.#batchers.submit(pool, request);
  }

  drain(): Promise<void> {
    return this.#batchers.drain();
  }

  async #join({ editionId, dropId }: Pool, requests: JoinRequest[]): Promise<Joined[]> {
    const rows = await this.#db.$queryRaw<AnswerRows>`
      SELECT join_queue(${editionId}::uuid, ${dropId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
    const { drop, stock, served, outcomes, entries } = readAnswer(joins, rows);
    const joined = requests.map((_, index): Joined => {
      const word = outcomes[index];
      if (word === undefined) throw new Error("join_queue returned too few outcomes");
      return { outcome: word, entry: entries[index] ?? null };
    });
    this.#announcer.announce({
      ...(stock ? { units: { editionId, stock, drops: drop ? [drop] : [], served } } : {}),
      entries: joined.flatMap(({ outcome: word, entry }) => (entry && word === "waiting" ? [entry] : [])),
    });
    return joined;
  }
}
