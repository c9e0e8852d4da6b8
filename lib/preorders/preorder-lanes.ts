import { isConnectionTrouble, isDuplicateOf, isRetryable } from "#lib/db.ts";
import { Lane } from "#lib/inventory/lane.ts";
import { nothingLeft, type SoldOutMemory } from "#lib/inventory/sold-out.ts";
import { recentOrders } from "#lib/live/apply.ts";
import type { FeedOrder } from "#lib/live/contract.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { maskName } from "#lib/preorders/mask-name.ts";
import {
  type PlacedBatch,
  type Placement,
  type PlaceRequest,
  type Pool,
  placePreorders,
} from "#lib/preorders/place-preorders.ts";
import { showStock, tellServed } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Statements } from "#lib/statements.ts";

/** One lane per edition or drop that somebody is buying from; a lane that fell idle is dropped. */
export class PreorderLanes {
  readonly #db: Statements;
  readonly #publish: () => Publisher;
  readonly #soldOut: SoldOutMemory;
  readonly #lanes = new Map<string, Lane<PlaceRequest, Placement>>();

  constructor({ db, publish, soldOut }: { db: Statements; publish: () => Publisher; soldOut: SoldOutMemory }) {
    this.#db = db;
    this.#publish = publish;
    this.#soldOut = soldOut;
  }

  submit(pool: Pool, request: PlaceRequest): Promise<Placement> {
    const lane = this.#lanes.get(pool.dropId ?? pool.editionId) ?? this.#open(pool);
    return lane.submit(request);
  }

  /** Resolves when nothing is waiting or in flight. */
  async drain(): Promise<void> {
    while ([...this.#lanes.values()].some((lane) => !lane.idle)) await new Promise((resume) => setTimeout(resume, 20));
  }

  #open(pool: Pool): Lane<PlaceRequest, Placement> {
    if (this.#lanes.size >= 1000) for (const [id, lane] of this.#lanes) if (lane.idle) this.#lanes.delete(id);
    const lane = new Lane<PlaceRequest, Placement>({
      run: (requests) => this.#place(pool, requests),
      keysOf: ({ userId, person }) => [userId, person],
      refuse: ({ userId }) => this.#soldOut.answerTo(userId, pool),
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error) || isDuplicateOf(error, "idem_key"),
    });
    this.#lanes.set(pool.dropId ?? pool.editionId, lane);
    return lane;
  }

  async #place(pool: Pool, requests: PlaceRequest[]): Promise<Placement[]> {
    const generation = this.#soldOut.generation(pool.editionId);
    const batch = await placePreorders(this.#db, pool, requests);
    const refusal = refusalOfAll(batch);
    if (refusal) void this.#soldOut.remember(pool, generation, refusal).catch(() => undefined);
    this.#tell(pool, batch, requests);
    return batch.placements;
  }

  #tell({ editionId }: Pool, { placements, stock, drop, served, at }: PlacedBatch, requests: PlaceRequest[]) {
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
    showStock(editionId, stock, drop ? [drop] : []);
    tellServed(editionId, served);
    this.#publish().ordersPlaced(editionId, fresh);
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
