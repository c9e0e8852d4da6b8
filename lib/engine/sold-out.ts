import { LRUCache } from "lru-cache";
import { Refusal } from "#lib/refusal.ts";
import { type BuyerMarks, hasMark, markOf } from "./buyer-marks.ts";

/** Who ordered an edition so far: most of them in one sorted buffer, those of later looks beside it. */
type Buyers = { marks: Uint32Array; later: Set<number>; through: Date; until: number };
/** The units of an edition, or those that one of its drops has to itself. */
type Pool = { editionId: string; dropId?: string | null | undefined };

/** The units that no drop has to itself. */
const shop = "shop";

const maxEditions = 100;
/** After that everybody is read again: a guest's order belongs to the account they took since. */
const wholeForMs = 5 * 60_000;

/** Frozen, because one answer serves a crowd. */
export const nothingLeft: Refusal = Object.freeze(new Refusal("sold_out", { detail: { available: 0 } }));

/**
 * Editions and drops known to have nothing left, or to be closed, so that a crowd is answered without SQL. A buyer who has
 * an order there is not answered from memory, because they may be repeating the request that got it.
 */
export class SoldOutMemory {
  readonly #read: (editionId: string, since?: Date) => Promise<BuyerMarks>;
  readonly #editions = new Map<string, Map<string, Refusal>>();
  /** They outlive what is forgotten: too many of them only cost a statement, and reading all again costs a crowd its answers. */
  readonly #buyers = new LRUCache<string, Buyers>({ max: maxEditions });
  readonly #remembering = new Map<string, Promise<void>>();
  readonly #forgotten = new Map<string, number>();
  #allForgotten = 0;

  constructor(read: (editionId: string, since?: Date) => Promise<BuyerMarks>) {
    this.#read = read;
  }

  /** What this buyer is to be told; undefined when only the database can say. */
  answerTo(userId: string, { editionId, dropId }: Pool): Refusal | undefined {
    const refusal = this.#editions.get(editionId)?.get(dropId ?? shop);
    const buyers = refusal && this.#buyers.get(editionId);
    return !buyers || isAmong(buyers, markOf(userId)) ? undefined : refusal;
  }

  /** Grows whenever the edition is forgotten. Read it before the statement whose answer may be remembered. */
  generation(editionId: string): number {
    return (this.#forgotten.get(editionId) ?? 0) + this.#allForgotten;
  }

  /**
   * Call after a batch left nothing for anybody. Until the buyers are known, requests still go to the database; if stock came back
   * since the `generation` that was read before the batch, its answer is old news and nothing is remembered. What many batches found
   * at one moment is looked at once.
   */
  async remember(pool: Pool, generation: number, refusal: Refusal): Promise<void> {
    const { editionId } = pool;
    const before = this.#remembering.get(editionId) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.#remember(pool, generation, refusal));
    this.#remembering.set(editionId, mine);
    try {
      await mine;
    } finally {
      if (this.#remembering.get(editionId) === mine) this.#remembering.delete(editionId);
    }
  }

  async #remember({ editionId, dropId }: Pool, generation: number, refusal: Refusal): Promise<void> {
    const pool = dropId ?? shop;
    const isKnown = this.#editions.get(editionId)?.has(pool) && this.#buyers.has(editionId);
    if (isKnown || this.generation(editionId) !== generation) return;
    await this.#look(editionId);
    if (this.generation(editionId) !== generation) return;
    const pools = this.#editions.get(editionId) ?? new Map<string, Refusal>();
    this.#editions.set(editionId, pools.set(pool, refusal));
  }

  /** Stock came back, or the terms of sale changed. */
  forget(editionId: string) {
    this.#forgotten.set(editionId, (this.#forgotten.get(editionId) ?? 0) + 1);
    this.#editions.delete(editionId);
  }

  forgetAll() {
    this.#allForgotten += 1;
    this.#editions.clear();
    this.#buyers.clear();
  }

  /** Those who came since the last look; everybody the first time, and now and then, since an order may change hands. */
  async #look(editionId: string): Promise<void> {
    const known = this.#buyers.get(editionId);
    if (!known || performance.now() > known.until) {
      const { marks, through } = await this.#read(editionId);
      this.#buyers.set(editionId, { marks, later: new Set(), through, until: performance.now() + wholeForMs });
      return;
    }
    const { marks, through } = await this.#read(editionId, known.through);
    for (const mark of marks) if (!hasMark(known.marks, mark)) known.later.add(mark);
    known.through = through;
  }
}

function isAmong({ marks, later }: Buyers, mark: number): boolean {
  return later.has(mark) || hasMark(marks, mark);
}
