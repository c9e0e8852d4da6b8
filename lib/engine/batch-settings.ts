import type { Refusal } from "#lib/refusal.ts";

export type BatchSettings<Item, Answer> = {
  /** One statement for all items, in order; the answers stand in the same order. It must be idempotent per item. */
  run: (items: Item[]) => Promise<Answer[]>;
  /** Items that have a key in common never share a batch, and are sent in the order they came. */
  keysOf: (item: Item) => readonly string[];
  /** Says that the outcome of a batch is unknown, so that the same items may be sent again. */
  mayRepeat: (error: unknown) => boolean;
  /** Says no to an item without a trip, when while it waited the answer became known. */
  refuse?: (item: Item) => Refusal | undefined;
  maxBatch?: number;
  maxInFlight?: number;
  maxQueue?: number;
  /** Milliseconds a request may wait and be retried before it is refused. */
  timeout?: number;
  /** Once the first has waited so many milliseconds and nothing is broken, no more are taken. */
  maxWait?: number;
};

/** An item on its way, and who waits for its answer; `deadline` is a moment of performance.now(). */
export type Waiting<Item, Answer> = {
  item: Item;
  deadline: number;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};
