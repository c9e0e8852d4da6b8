import { Refusal } from "#lib/refusal.ts";
import type { BatchSettings, Waiting } from "./batch-settings.ts";

/**
 * Natural batching: requests that arrive in one turn of the event loop, or while the last batch is in flight, form the next
 * one, so an idle batcher adds no delay and a busy one pays one round trip and one commit for hundreds of orders. Batches are
 * answered after commit.
 * A batch with an unknown outcome is sent again with the same keys; one that keeps failing is split, so that a single
 * bad item cannot take others down with it.
 */
export class Batcher<Item, Answer> {
  readonly #settings: Required<BatchSettings<Item, Answer>>;
  #queue: Waiting<Item, Answer>[] = [];
  #inFlight = 0;
  #due = false;
  /** The last batch came to no end that is known. */
  #isFailing = false;

  constructor(settings: BatchSettings<Item, Answer>) {
    this.#settings = {
      maxBatch: 384,
      maxInFlight: 2,
      maxQueue: 20_000,
      timeout: 6000,
      maxWait: 1000,
      refuse: () => undefined,
      ...settings,
    };
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get idle(): boolean {
    return this.#queue.length === 0 && this.#inFlight === 0;
  }

  /** Resolves when nothing waits or is in flight. */
  async drain(): Promise<void> {
    while (!this.idle) await new Promise((resume) => setTimeout(resume, 20));
  }

  submit(item: Item): Promise<Answer> {
    if (this.#queue.length >= this.#settings.maxQueue || this.#isBehind())
      return Promise.reject(new Refusal("overloaded", { retryAfter: 2 + Math.floor(Math.random() * 4) }));
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, deadline: performance.now() + this.#settings.timeout, resolve, reject });
      this.#pump();
    });
  }

  /** The first has waited long and nothing is broken: more comes than can be taken, and who came now would wait in vain. */
  #isBehind(): boolean {
    const [first] = this.#queue;
    const { timeout, maxWait } = this.#settings;
    return first !== undefined && !this.#isFailing && performance.now() - first.deadline + timeout > maxWait;
  }

  #pump() {
    if (this.#due || !this.#isWorthATrip()) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      while (this.#isWorthATrip()) {
        this.#inFlight += 1;
        void this.#send(this.#takeBatch());
      }
    });
  }

  /** A second batch leaves before the first is back only when it is worth a trip of its own. */
  #isWorthATrip(): boolean {
    if (this.#inFlight >= this.#settings.maxInFlight) return false;
    return this.#queue.length >= (this.#inFlight === 0 ? 1 : 32);
  }

  #takeBatch(): Waiting<Item, Answer>[] {
    const { keysOf, maxBatch, refuse } = this.#settings;
    const taken = new Set<string>();
    const batch: Waiting<Item, Answer>[] = [];
    const later: Waiting<Item, Answer>[] = [];
    const now = performance.now();
    let index = 0;
    for (; index < this.#queue.length && batch.length < maxBatch; index += 1) {
      const waiting = this.#queue[index];
      if (!waiting) continue;
      const refusal = waiting.deadline < now ? new Refusal("overloaded", { retryAfter: 2 }) : refuse(waiting.item);
      if (refusal) {
        waiting.reject(refusal);
        continue;
      }
      const keys = keysOf(waiting.item);
      const mustWait = keys.some((key) => taken.has(key));
      (mustWait ? later : batch).push(waiting);
      for (const key of keys) taken.add(key);
    }
    this.#queue = later.concat(this.#queue.slice(index));
    return batch;
  }

  async #send(batch: Waiting<Item, Answer>[]) {
    const [first] = batch;
    // Whatever hangs below, nobody waits for it longer than this; what it did shows when the same key comes again.
    const bound = first && setTimeout(() => giveUp(batch), first.deadline + hangingTime - performance.now());
    try {
      if (first) await this.#settle(batch);
    } finally {
      clearTimeout(bound);
      this.#inFlight -= 1;
      this.#pump();
    }
  }

  async #settle(batch: Waiting<Item, Answer>[], tries = 0): Promise<void> {
    try {
      const answers = await this.#settings.run(batch.map(({ item }) => item));
      this.#isFailing = false;
      batch.forEach((waiting, index) => {
        const answer = answers[index];
        if (answer === undefined) waiting.reject(new Error("the batch returned too few answers"));
        else waiting.resolve(answer);
      });
    } catch (error) {
      await this.#recover(batch, tries, error);
    }
  }

  async #recover(batch: Waiting<Item, Answer>[], tries: number, error: unknown): Promise<void> {
    if (this.#settings.mayRepeat(error)) {
      this.#isFailing = true;
      const pause = Math.min(1000, 50 * 2 ** tries) * (0.5 + Math.random());
      const now = performance.now();
      const late = batch.filter(({ deadline }) => deadline < now + pause);
      for (const { reject } of late) reject(new Refusal("database_unavailable", { retryAfter: 3 }));
      const rest = batch.filter((waiting) => !late.includes(waiting));
      if (rest.length === 0) return;
      await new Promise((resume) => setTimeout(resume, pause));
      return this.#settle(rest, tries + 1);
    }
    const [only] = batch;
    if (batch.length === 1 && only) return only.reject(error);
    const middle = Math.ceil(batch.length / 2);
    await this.#settle(batch.slice(0, middle));
    await this.#settle(batch.slice(middle));
  }
}

/** Milliseconds beyond a request's timeout that a statement which hangs may keep it. */
const hangingTime = 2000;

function giveUp(batch: { reject: (error: unknown) => void }[]) {
  for (const { reject } of batch) reject(new Refusal("database_unavailable", { retryAfter: 3 }));
}
