import { container } from "#lib/container.ts";
import { isConnectionTrouble, isDuplicateOf, isRetryable } from "#lib/db.ts";
import type { StoredDrop } from "#lib/drops/view.ts";
import { Lane } from "#lib/inventory/lane.ts";
import { type StoredEntry, viewEntry } from "#lib/lines/view.ts";
import type { Pool } from "#lib/preorders/place-preorders.ts";
import { type Served, type StockFacts, tellServed, tellStock } from "#lib/preorders/tell-moved.ts";
import { writeRequests } from "#lib/preorders/write-requests.ts";
import type { Statements } from "#lib/statements.ts";

export type JoinRequest = {
  id: string;
  userId: string;
  person: string;
  idemKey: string;
  quantity: number;
  contact: string;
  currency: string | null;
  cityId: string | null;
  codeHash: Buffer | null;
};

/** What the entry holds beside what its owner sees, to hold a repeated request against. */
export type JoinedEntry = StoredEntry & {
  idem_key: string;
  contact: string;
  currency: string | null;
  city_id: string | null;
  code_id: string | null;
};

export type Joined = { outcome: string; entry: JoinedEntry | null };

type Answer = {
  drop: StoredDrop | null;
  stock: StockFacts | undefined;
  served: Served[];
  outcomes: string[];
  entries: (JoinedEntry | null)[];
};

/** Places in lines, taken in batches like the orders themselves: it is the same hot row. */
export class LineLanes {
  readonly #db: Statements;
  readonly #lanes = new Map<string, Lane<JoinRequest, Joined>>();

  constructor({ db }: { db: Statements }) {
    this.#db = db;
  }

  submit(pool: Pool, request: JoinRequest): Promise<Joined> {
    const lane = this.#lanes.get(pool.dropId ?? pool.editionId) ?? this.#open(pool);
    return lane.submit(request);
  }

  async drain(): Promise<void> {
    while ([...this.#lanes.values()].some((lane) => !lane.idle)) await new Promise((resume) => setTimeout(resume, 20));
  }

  #open(pool: Pool): Lane<JoinRequest, Joined> {
    if (this.#lanes.size >= 1000) for (const [id, lane] of this.#lanes) if (lane.idle) this.#lanes.delete(id);
    const lane = new Lane<JoinRequest, Joined>({
      run: (requests) => this.#join(pool, requests),
      keysOf: ({ userId, person }) => [userId, person],
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error) || isDuplicateOf(error, "line_entry"),
    });
    this.#lanes.set(pool.dropId ?? pool.editionId, lane);
    return lane;
  }

  async #join({ editionId, dropId }: Pool, requests: JoinRequest[]): Promise<Joined[]> {
    const [row] = await this.#db.$queryRaw<{ answer: Answer }[]>`
      SELECT join_line(${editionId}::uuid, ${dropId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
    if (!row) throw new Error("join_line returned nothing");
    const { publish } = container();
    const { drop, stock, served, outcomes, entries } = row.answer;
    if (stock) {
      tellStock(editionId, stock, drop ? [drop] : []);
      tellServed(editionId, served);
    }
    return requests.map(({ userId }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) throw new Error("join_line returned too few outcomes");
      const entry = entries?.[index] ?? null;
      if (entry && outcome === "waiting") publish.lineMoved(userId, viewEntry(entry));
      return { outcome, entry };
    });
  }
}
