import { z } from "zod";
import { isConnectionTrouble, isRetryable } from "#lib/db.ts";
import type { Statements } from "#lib/statements.ts";
import type { Announcer } from "./announce.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { Batchers } from "./batchers.ts";
import { dropRow, stockFacts } from "./rows.ts";

/** What the rail kept of what it was paid with, for whoever owned the order when it was charged. */
type Kept = { owner: string; ref: string; customer: string | null; label: string | null; fingerprint: string | null };
type Captured = { paymentId: string; preorderId: string; ref: string; kept: Kept | null };

const outcome = z.enum(["reserved", "replayed", "too_late", "surplus"]);
/** too_late: the order was over, and owes it back. surplus: another deposit paid the order; the caller gives it back. */
export type DepositOutcome = z.infer<typeof outcome>;
/** `unlabelled`: what was kept has no name that its owner would know. */
type Settled = { outcome: DepositOutcome; unlabelled: boolean };

const settlement = stockFacts
  .extend({
    drops: z.array(dropRow),
    settled: z.array(
      z.object({ payment: z.string(), order: z.string(), userId: z.string(), outcome, unlabelled: z.boolean() }),
    ),
  })
  .transform(({ drops, settled, ...stock }) => ({ settled, drops, stock }));

/** Captured deposits turn holds into reservations, batched by edition like the orders themselves: it is the same hot row. */
export class DepositBatcher {
  readonly #db: Statements;
  readonly #announcer: Announcer;
  readonly #batchers: Batchers<Captured, Settled>;

  constructor({ db, announcer }: { db: Statements; announcer: Announcer }) {
    this.#db = db;
    this.#announcer = announcer;
    this.#batchers = new Batchers(({ editionId }) => ({
      run: (batch) => this.#settle(editionId, batch),
      keysOf: ({ preorderId }) => [preorderId],
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error),
    }));
  }

  submit(editionId: string, captured: Captured): Promise<Settled> {
    return this.#batchers.submit({ editionId, dropId: null }, captured);
  }

  drain(): Promise<void> {
    return this.#batchers.drain();
  }

  async #settle(editionId: string, batch: Captured[]): Promise<Settled[]> {
    const rows = await this.#db.$queryRaw<AnswerRows>`SELECT settle_deposits(${editionId}::uuid,
      ${batch.map(({ paymentId }) => paymentId)}::uuid[], ${batch.map(({ ref }) => ref)}::text[],
      ${JSON.stringify(batch.flatMap(keptOf))}::json) AS answer`;
    const { settled, drops, stock } = readAnswer(settlement, rows);
    const reserved = settled.filter((one) => one.outcome === "reserved");
    this.#announcer.announce({
      units: { editionId, stock, drops, served: [] },
      orders: reserved.map(({ order, userId }) => ({ id: order, userId, state: "RESERVED" })),
    });
    const outcomes = new Map(settled.map((one) => [one.payment, one]));
    return batch.map(({ paymentId }) => {
      const found = outcomes.get(paymentId);
      if (!found) throw new Error(`payment ${paymentId} is not a deposit of edition ${editionId}`);
      return found;
    });
  }
}

function keptOf({ paymentId: payment, kept }: Captured) {
  if (!kept) return [];
  const { ref: reference, ...facts } = kept;
  return [{ payment, reference, ...facts }];
}
