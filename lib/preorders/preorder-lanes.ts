import { type Database, isConnectionTrouble, isDuplicateOf, isRetryable } from "#lib/db.ts";
import { Lane } from "#lib/inventory/lane.ts";
import type { SoldOutMemory } from "#lib/inventory/sold-out.ts";
import { recentOrders } from "#lib/live/apply.ts";
import type { FeedOrder } from "#lib/live/contract.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { maskName } from "#lib/preorders/mask-name.ts";
import { type PlacedBatch, type Placement, type PlaceRequest, placePreorders } from "#lib/preorders/place-preorders.ts";

/** One lane per edition that somebody is buying; a lane that fell idle is dropped. */
export class PreorderLanes {
  readonly #db: Database;
  readonly #publish: () => Publisher;
  readonly #soldOut: SoldOutMemory;
  readonly #lanes = new Map<string, Lane<PlaceRequest, Placement>>();

  constructor({ db, publish, soldOut }: { db: Database; publish: () => Publisher; soldOut: SoldOutMemory }) {
    this.#db = db;
    this.#publish = publish;
    this.#soldOut = soldOut;
  }

  submit(editionId: string, request: PlaceRequest): Promise<Placement> {
    const lane = this.#lanes.get(editionId) ?? this.#open(editionId);
    return lane.submit(request);
  }

  /** Resolves when nothing is waiting or in flight. */
  async drain(): Promise<void> {
    while ([...this.#lanes.values()].some((lane) => !lane.idle)) await new Promise((resume) => setTimeout(resume, 20));
  }

  #open(editionId: string): Lane<PlaceRequest, Placement> {
    if (this.#lanes.size >= 1000) for (const [id, lane] of this.#lanes) if (lane.idle) this.#lanes.delete(id);
    const lane = new Lane<PlaceRequest, Placement>({
      run: (requests) => this.#place(editionId, requests),
      keyOf: ({ userId }) => userId,
      mayRepeat: (error) => isRetryable(error) || isConnectionTrouble(error) || isDuplicateOf(error, "idem_key"),
    });
    this.#lanes.set(editionId, lane);
    return lane;
  }

  async #place(editionId: string, requests: PlaceRequest[]): Promise<Placement[]> {
    const generation = this.#soldOut.generation(editionId);
    const batch = await placePreorders(this.#db, editionId, requests);
    if (batch.stock?.available === 0) void this.#soldOut.remember(editionId, generation).catch(() => undefined);
    this.#tell(batch, requests);
    return batch.placements;
  }

  #tell({ placements, stock, at }: PlacedBatch, requests: PlaceRequest[]) {
    if (!stock) return;
    const fresh: FeedOrder[] = requests
      .filter((_, index) => placements[index]?.outcome === "placed")
      .slice(-recentOrders)
      .map((request) => ({
        id: request.id.slice(-12),
        name: maskName(request.buyerName),
        editionId: stock.editionId,
        quantity: request.quantity,
        at,
      }));
    if (fresh.length === 0) return;
    this.#publish().stockMoved(stock);
    this.#publish().ordersPlaced(stock.editionId, fresh);
  }
}
