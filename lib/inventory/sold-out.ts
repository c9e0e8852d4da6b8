type Asked = { buyers: Set<number> };

/** The units that no drop has to itself. */
const shop = "shop";

/**
 * Editions, or pools of drops, known to have nothing left, so that the crowd after the last unit is answered without SQL. A buyer who has an
 * order there is not answered from memory, because they may be repeating the request that got it.
 */
export class SoldOutMemory {
  readonly #readBuyers: (editionId: string) => Promise<string[]>;
  readonly #editions = new Map<string, Map<string, Asked>>();
  readonly #forgotten = new Map<string, number>();
  #allForgotten = 0;

  constructor(readBuyers: (editionId: string) => Promise<string[]>) {
    this.#readBuyers = readBuyers;
  }

  answers(editionId: string, userId: string, dropId = shop): boolean {
    const known = this.#editions.get(editionId)?.get(dropId);
    return known !== undefined && !known.buyers.has(mark(userId));
  }

  /** Grows whenever the edition is forgotten. Read it before the statement whose answer may be remembered. */
  generation(editionId: string): number {
    return (this.#forgotten.get(editionId) ?? 0) + this.#allForgotten;
  }

  /**
   * Call after a batch left nothing. Until the buyers are known, requests still go to the database; if stock came back
   * since the `generation` that was read before the batch, its answer is old news and nothing is remembered.
   */
  async remember(editionId: string, generation: number, dropId = shop): Promise<void> {
    if (this.#editions.get(editionId)?.has(dropId) || this.generation(editionId) !== generation) return;
    const buyers = new Set((await this.#readBuyers(editionId)).map(mark));
    if (this.generation(editionId) !== generation) return;
    const pools = this.#editions.get(editionId) ?? new Map<string, Asked>();
    this.#editions.set(editionId, pools.set(dropId, { buyers }));
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
