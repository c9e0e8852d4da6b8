import type { BatchSettings } from "./batch-settings.ts";
import { Batcher } from "./batcher.ts";

/** Where the units come from: the shop's, or a drop's own. */
export type Pool = { editionId: string; dropId: string | null };

/** Batchers that are kept before those that fell idle are let go. */
const most = 1000;

/** One batcher for each edition or drop that somebody is busy with. */
export class Batchers<Item, Answer> {
  readonly #settingsFor: (pool: Pool) => BatchSettings<Item, Answer>;
  readonly #open = new Map<string, Batcher<Item, Answer>>();

  constructor(settingsFor: (pool: Pool) => BatchSettings<Item, Answer>) {
    this.#settingsFor = settingsFor;
  }

  submit(pool: Pool, item: Item): Promise<Answer> {
    const batcher = this.#open.get(pool.dropId ?? pool.editionId) ?? this.#make(pool);
    return batcher.submit(item);
  }

  /** Resolves when nothing waits or is in flight. */
  async drain(): Promise<void> {
    await Promise.all([...this.#open.values()].map((batcher) => batcher.drain()));
  }

  #make(pool: Pool): Batcher<Item, Answer> {
    if (this.#open.size >= most) for (const [key, { idle }] of this.#open) if (idle) this.#open.delete(key);
    const batcher = new Batcher(this.#settingsFor(pool));
    this.#open.set(pool.dropId ?? pool.editionId, batcher);
    return batcher;
  }
}
