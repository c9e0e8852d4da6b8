import { isConnectionTrouble, isDuplicateOf, isRetryable } from "#lib/db.ts";
import { recentOrders } from "#lib/live/apply.ts";
import type { FeedOrder } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Statements } from "#lib/statements.ts";
import type { Announcer } from "./announce.ts";
import { Batchers, type Pool } from "./batchers.ts";
import { maskName } from "./mask-name.ts";
import type { PlaceRequest } from "./order-requests.ts";
import { type PlacedBatch, type Placement, placeOrders } from "./place-orders.ts";
import { nothingLeft, type SoldOutMemory } from "./sold-out.ts";

type Needed = { db: Statements; announcer: Announcer; soldOut: SoldOutMemory };

/** Orders that arrive together for the units of one edition or drop are placed by one statement. */
export class OrderBatcher {
  readonly #db: Statements;
  readonly #announcer: Announcer;
  readonly #soldOut: SoldOutMemory;
  readonly #batchers: Batchers<PlaceRequest, Placement>;

  constructor({ db, announcer, soldOut }: Needed) {
    this.#db = db;
    this.#announcer = announcer;
    this.#soldOut = soldOut;
    this.#batchers = new Batchers((pool) => ({
      run: (requests) => this.#place(pool, requests),
      keysOf: ({ userId, person }) => [userId, person],
      refuse: ({ userId }) => soldOut.answerTo(userId, pool),
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error) || isDuplicateOf(error, "idem_key"),
    }));
  }

  submit(pool: Pool, request: PlaceRequest): Promise<Placement> {
    return this.#batchers.submit(pool, request);
  }

  drain(): Promise<void> {
    return this.#batchers.drain();
  }

  async #place(pool: Pool, requests: PlaceRequest[]): Promise<Placement[]> {
    const generation = this.#soldOut.generation(pool.editionId);
    const batch = await placeOrders(this.#db, pool, requests);
    const refusal = refusalOfAll(batch);
    if (refusal) void this.#soldOut.remember(pool, generation, refusal).catch(() => undefined);
    this.#announce(pool, batch, requests);
    return batch.placements;
  }

  #announce({ editionId }: Pool, { placements, stock, drop, served, at }: PlacedBatch, requests: PlaceRequest[]) {
    if (!stock) return;
    const fresh: FeedOrder[] = requests
      .filter((_, index) => placements[index]?.outcome === "placed")
      .slice(-recentOrders)
      .map((request) => ({
        id: request.id.slice(-12),
        name: maskName(request.buyerName),
        editionId,
        quantity: request.quantity,
        at,
      }));
    if (fresh.length === 0 && served.length === 0) return;
    this.#announcer.announce({
      units: { editionId, stock, drops: drop ? [drop] : [], served, freesNothing: true },
      placed: { editionId, orders: fresh },
    });
  }
}

/**
 * What everybody who has no order will be told until the database announces a change. An edition without windows is as good
 * as closed, but windows are added without a word, so that it is not remembered.
 */
function refusalOfAll({ placements, stock, drop }: PlacedBatch): Refusal | undefined {
  if (!stock) return undefined;
  if (drop) return drop.left === 0 && drop.status === "OPEN" ? nothingLeft : undefined;
  if (stock.available > 0 && stock.window === null) return undefined;
  if (placements.some(({ outcome }) => outcome === "sales_closed"))
    return Object.freeze(new Refusal("sales_closed", { detail: { available: stock.available } }));
  return stock.available === 0 ? nothingLeft : undefined;
}
