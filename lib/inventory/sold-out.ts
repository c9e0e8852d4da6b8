type Asked = { buyers: Set<number> };

/**
 * Editions known to have nothing left, so that the crowd after the last unit is answered without SQL. A buyer who has an
 * order there is not answered from memory, because they may be repeating the request that got it.
 */
export class SoldOutMemory {
  readonly #readBuyers: (editionId: string) => Promise<string[]>;
  readonly #editions = new Map<string, Asked>();
  readonly #generation = new Map<string, number>();

  constructor(readBuyers: (editionId: string) => Promise<string[]>) {
    this.#readBuyers = readBuyers;
  }

  answers(editionId: string, userId: string): boolean {
    const known = this.#editions.get(editionId);
    return known !== undefined && !known.buyers.has(mark(userId));
  }

  /** Call after a batch left nothing. Until the buyers are known, requests still go to the database. */
  async remember(editionId: string): Promise<void> {
    const generation = this.#generation.get(editionId) ?? 0;
    if (this.#editions.has(editionId)) return;
    const buyers = new Set((await this.#readBuyers(editionId)).map(mark));
    if ((this.#generation.get(editionId) ?? 0) === generation) this.#editions.set(editionId, { buyers });
  }

  /** Stock came back, or the terms of sale changed. */
  forget(editionId: string) {
    this.#generation.set(editionId, (this.#generation.get(editionId) ?? 0) + 1);
    this.#editions.delete(editionId);
  }

  forgetAll() {
    for (const editionId of [...this.#editions.keys(), ...this.#generation.keys()]) this.forget(editionId);
  }
}

/** 32 bits of the id; a collision only costs a statement. */
function mark(userId: string): number {
  return Number.parseInt(userId.slice(-8), 16);
}
