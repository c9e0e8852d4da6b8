import type { Boards } from "#lib/live/boards.ts";
import type { FeedOrder, LiveDrop, LiveStock } from "#lib/live/contract.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { maskName } from "./mask-name.ts";
import { type ChangedOrder, type EntryRow, type Served, type StockFacts, viewEntry } from "./rows.ts";
import type { SoldOutMemory } from "./sold-out.ts";

/** What one call of the engine changed, for those who look on. What is absent did not change. */
export type News = {
  units?: MovedUnits;
  /** A drop of which nothing but itself changed. */
  drop?: LiveDrop;
  /** New orders, as the room may see them. */
  placed?: { editionId: string; orders: FeedOrder[] };
  /** Entries of a queue, each for its owner. */
  entries?: EntryRow[];
  /** Orders, each for its owner. */
  orders?: ChangedOrder[];
  /** Editions whose sale was opened or closed. */
  sales?: LiveStock[];
  /** Shows whose board counts something anew. */
  shows?: string[];
};

export type MovedUnits = {
  editionId: string;
  stock: StockFacts;
  drops: LiveDrop[];
  /** Who waited and got some of them, or a reason. */
  served: Served[];
  /**
   * Set after orders, which free nothing: of two batches under way the later may be heard first, and what the earlier one had
   * left is no reason to forget that nothing is.
   */
  freesNothing?: boolean;
};

/** Orders told to their owners before frames and other orders go out in between. */
const portion = 500;
/** Of those who were served at once, the room sees the last. */
const maxServed = 20;

/** Tells rooms, boards, owners and the memory of what is sold out; only ever of what is committed. */
export class Announcer {
  readonly #publish: Publisher;
  readonly #boards: Boards;
  readonly #soldOut: SoldOutMemory;

  constructor({ publish, boards, soldOut }: { publish: Publisher; boards: Boards; soldOut: SoldOutMemory }) {
    this.#publish = publish;
    this.#boards = boards;
    this.#soldOut = soldOut;
  }

  announce({ units, drop, placed, entries = [], orders = [], sales = [], shows = [] }: News): void {
    if (units) this.#announceUnits(units);
    if (drop) this.#publish.dropMoved(drop);
    if (placed && placed.orders.length > 0) this.#publish.ordersPlaced(placed.editionId, placed.orders);
    for (const entry of entries) this.#publish.queueMoved(entry.user_id, viewEntry(entry));
    void this.#announceOrders(orders);
    for (const line of sales) {
      this.#soldOut.forget(line.editionId);
      this.#publish.salesSwitched(line);
    }
    for (const showId of shows) this.#boards.touch(showId);
  }

  #announceUnits({ editionId, stock, drops, served, freesNothing }: MovedUnits) {
    const isForSale = stock.available > 0 || drops.some(({ left }) => left > 0);
    if (isForSale && !freesNothing) this.#soldOut.forget(editionId);
    this.#publish.stockMoved({ editionId, ...stock });
    for (const drop of drops) this.#publish.dropMoved(drop);
    for (const { entry } of served) this.#publish.queueMoved(entry.user_id, viewEntry(entry));
    const orders = served.flatMap(({ entry, name }) => orderOf(entry, name));
    if (orders.length > 0) this.#publish.ordersPlaced(editionId, orders.slice(-maxServed));
  }

  async #announceOrders(orders: ChangedOrder[]) {
    for (const [index, { userId, id, state }] of orders.entries()) {
      this.#publish.orderChanged(userId, { id, state });
      if (index % portion === portion - 1) await new Promise((resume) => setImmediate(resume));
    }
  }
}

/** The order that a served entry became, as the room may see it; none when it was closed with a reason. */
function orderOf({ preorder_id, edition_id: editionId, quantity }: EntryRow, name: string): FeedOrder[] {
  if (!preorder_id) return [];
  const at = new Date().toISOString();
  return [{ id: preorder_id.slice(-12), name: maskName(name), editionId, quantity, at }];
}
