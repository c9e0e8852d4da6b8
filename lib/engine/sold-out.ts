import type { Queryable } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

type Known = { buyers: Set<number>; refusal: Refusal };
/** The units of an edition, or those that one of its drops has to itself. */
type Pool = { editionId: string; dropId?: string | null | undefined };

/** The units that no drop has to itself. */
const shop = "shop";

/** Frozen, because one answer serves a crowd. */
export const nothingLeft: Refusal = Object.freeze(new Refusal("sold_out", { detail: { available: 0 } }));

/**
 * Editions and drops known to have nothing left, or to be closed, so that a crowd is answered without SQL. A buyer who has
 * an order there is not answered from memory, because they may be repeating the request that got it.
 */
export class SoldOutMemory {
  readonly #readBuyers: (editionId: string) => Promise<string[]>;
  readonly #editions = new Map<string, Map<string, Known>>();
  readonly #forgotten = new Map<string, number>();
  #allForgotten = 0;

  constructor(readBuyers: (editionId: string) => Promise<string[]>) {
    this.#readBuyers = readBuyers;
  }

  /** What this buyer is to be told; undefined when only the database can say. */
  answerTo(userId: string, { editionId, dropId }: Pool): Refusal | undefined {
    const known = this.#editions.get(editionId)?.get(dropId ?? shop);
    return known?.buyers.has(mark(userId)) ? undefined : known?.refusal;
  }

  /** Grows whenever the edition is forgotten. Read it before the statement whose answer may be remembered. */
  generation(editionId: string): number {
    return (this.#forgotten.get(editionId) ?? 0) + this.#allForgotten;
  }

  /**
   * Call after a batch left nothing for anybody. Until the buyers are known, requests still go to the database; if stock came back
   * since the `generation` that was read before the batch, its answer is old news and nothing is remembered.
   */
  async remember({ editionId, dropId }: Pool, generation: number, refusal: Refusal): Promise<void> {
    const pool = dropId ?? shop;
    if (this.#editions.get(editionId)?.has(pool) || this.generation(editionId) !== generation) return;
    const buyers = new Set((await this.#readBuyers(editionId)).map(mark));
    if (this.generation(editionId) !== generation) return;
    const pools = this.#editions.get(editionId) ?? new Map<string, Known>();
    this.#editions.set(editionId, pools.set(pool, { buyers, refusal }));
  }

  /** Stock came back, or the terms of sale changed. */
  forget(editionId: string) {
    this.#forgotten.set(editionId, (this.#forgotten.get(editionId) ?? 0) + 1);
    this.#editions.delete(editionId);
  }

  forgetAll() {
    this.#allForgotten += 1;
    this.#editions.clear();
  }
}

/** 32 bits of the id; a collision only costs a statement. */
function mark(userId: string): number {
  return Number.parseInt(userId.slice(-8), 16);
}

/** Everybody who ever ordered an edition. */
export async function readBuyers(db: Queryable, editionId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT user_id::text AS id FROM preorder WHERE edition_id = ${editionId}::uuid`;
  return rows.map(({ id }) => id);
}
