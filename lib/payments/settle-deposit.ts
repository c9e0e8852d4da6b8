import { isConnectionTrouble, isRetryable } from "#lib/db.ts";
import type { StoredDrop } from "#lib/drops/view.ts";
import { Lane } from "#lib/inventory/lane.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { type StockFacts, tellStock } from "#lib/preorders/tell-moved.ts";
import type { Statements } from "#lib/statements.ts";

type Captured = { paymentId: string; preorderId: string; ref: string };
export type DepositOutcome = "reserved" | "replayed" | "too_late" | "surplus";

type Answer = StockFacts & {
  drops: StoredDrop[];
  settled: { payment: string; order: string; userId: string; outcome: DepositOutcome }[];
};

/** Captured deposits turn holds into reservations, batched by edition like the orders themselves: it is the same hot row. */
export class DepositLanes {
  readonly #db: Statements;
  readonly #publish: () => Publisher;
  readonly #lanes = new Map<string, Lane<Captured, DepositOutcome>>();

  constructor({ db, publish }: { db: Statements; publish: () => Publisher }) {
    this.#db = db;
    this.#publish = publish;
  }

  submit(editionId: string, captured: Captured): Promise<DepositOutcome> {
    const lane = this.#lanes.get(editionId) ?? this.#open(editionId);
    return lane.submit(captured);
  }

  async drain(): Promise<void> {
    while ([...this.#lanes.values()].some((lane) => !lane.idle)) await new Promise((resume) => setTimeout(resume, 20));
  }

  #open(editionId: string): Lane<Captured, DepositOutcome> {
    if (this.#lanes.size >= 1000) for (const [id, lane] of this.#lanes) if (lane.idle) this.#lanes.delete(id);
    const lane = new Lane<Captured, DepositOutcome>({
      run: (batch) => this.#settle(editionId, batch),
      keysOf: ({ preorderId }) => [preorderId],
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error),
    });
    this.#lanes.set(editionId, lane);
    return lane;
  }

  async #settle(editionId: string, batch: Captured[]): Promise<DepositOutcome[]> {
    const [row] = await this.#db.$queryRaw<{ answer: Answer }[]>`SELECT settle_deposits(${editionId}::uuid,
      ${batch.map(({ paymentId }) => paymentId)}::uuid[], ${batch.map(({ ref }) => ref)}::text[]) AS answer`;
    if (!row) throw new Error("settle_deposits returned nothing");
    const { settled, drops, ...stock } = row.answer;
    tellStock(editionId, stock, drops);
    for (const { userId, order, outcome } of settled) {
      if (outcome === "reserved") this.#publish().orderChanged(userId, { id: order, state: "RESERVED" });
    }
    const outcomes = new Map(settled.map(({ payment, outcome }) => [payment, outcome]));
    return batch.map(({ paymentId }) => {
      const outcome = outcomes.get(paymentId);
      if (!outcome) throw new Error(`payment ${paymentId} is not a deposit of edition ${editionId}`);
      return outcome;
    });
  }
}
