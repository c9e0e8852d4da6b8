import type { StoredDrop } from "#lib/drops/view.ts";
import { taxInside } from "#lib/money.ts";
import type { PreorderReceipt } from "#lib/preorders/schema.ts";
import type { Served, StockFacts } from "#lib/preorders/tell-moved.ts";
import { writeRequests } from "#lib/preorders/write-requests.ts";
import { shiftWindow } from "#lib/promises/view.ts";
import type { RefusalCode } from "#lib/refusal.ts";
import type { Statements } from "#lib/statements.ts";

export type PlaceRequest = {
  id: string;
  userId: string;
  /** The contact as limits count people. */
  person: string;
  buyerName: string;
  idemKey: string;
  quantity: number;
  contact: string;
  /** Whether the request named the contact; if not, it is the account's address. */
  namesContact?: boolean;
  /** Null is the edition's main currency. */
  currency: string | null;
  cityId: string | null;
  /** Where a guest's order comes from; what guests hold without paying is bounded by it. */
  guest?: Source | undefined;
  /** Whether the device proved work for this edition. */
  proven?: boolean;
};

export type Source = { network: string; device: string | null };

/** Where the units come from: the shop's, or a drop's own. */
export type Pool = { editionId: string; dropId: string | null };

export type Placement =
  | { outcome: "placed" | "replayed"; receipt: PreorderReceipt }
  | {
      outcome: Extract<
        RefusalCode,
        | "key_reused"
        | "sales_closed"
        | "over_limit"
        | "too_few_left"
        | "sold_out"
        | "drop_not_open"
        | "drop_paused"
        | "drop_over"
        | "currency_not_offered"
        | "unknown_city"
        | "not_found"
        | "proof_required"
        | "too_many_unpaid"
      >;
      available: number;
      limit: number;
    };

export type PlacedBatch = {
  placements: Placement[];
  /** Null when there is no such edition or drop. */
  stock: StockFacts | null;
  drop: StoredDrop | null;
  /** Who was served first, when this batch was the one that found the drop's opening due. */
  served: Served[];
  at: string;
};

type Answer = StockFacts & {
  at: string;
  drop: StoredDrop | null;
  served: Served[];
  limit: number;
  /** Currency, unit price, deposit for a unit, tax inside in hundredths of a percent. */
  prices: [string, number, number, number][];
  holdExpiresAt: string;
  refundableUntil: string;
  windows: [string, string][] | null;
  /** The most units that one wave still has places for. */
  fits: number;
  /** Days that the way there adds to a window's first and last day. */
  cities: Record<string, [number, number]>;
  outcomes: string[];
  waveOf: (number | null)[];
  priceOf: number[];
  replays: Record<string, ReplayedRow & { contact: string }>;
  /** On open sale, in the order of the requests: why one was left out of all that stands above. */
  refused?: ("proof_required" | "too_many_unpaid" | null)[];
};

type ReplayedRow = {
  id: string;
  edition_id: string;
  drop_id: string | null;
  city_id: string | null;
  quantity: number;
  unit_minor: number;
  total_minor: number;
  tax_minor: number;
  tax_bp: number;
  deposit_minor: number;
  currency: string;
  placed_at: string;
  hold_expires_at: string;
  promised_hold?: string | null;
  refundable_until: string;
  window_start: string | null;
  window_end: string | null;
};

/** One batch of requests for the units of one edition or drop in one statement, answered after its commit. */
export async function placePreorders(db: Statements, pool: Pool, requests: PlaceRequest[]): Promise<PlacedBatch> {
  const [row] = pool.dropId ? await placeFromDrop(db, pool, requests) : await placeOnSale(db, pool, requests);
  if (!row) throw new Error("placing pre-orders returned nothing");
  const { refused } = row.answer;
  if (!refused) return readBatch(pool, requests, row.answer);
  const batch = readBatch(
    pool,
    requests.filter((_, index) => !refused[index]),
    row.answer,
  );
  const judged = batch.placements.values();
  const placements = refused.map((outcome) => (outcome ? { ...nothing, outcome } : (judged.next().value ?? unknown)));
  return { ...batch, placements };
}

const nothing = { available: 0, limit: 0 };
const unknown = { outcome: "not_found" as const, ...nothing };

function placeFromDrop(db: Statements, { editionId, dropId }: Pool, requests: PlaceRequest[]) {
  return db.$queryRaw<{ answer: Answer }[]>`
    SELECT place_preorders(${editionId}::uuid, ${dropId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
}

function placeOnSale(db: Statements, { editionId }: Pool, requests: PlaceRequest[]) {
  return db.$queryRaw<{ answer: Answer }[]>`
    SELECT place_on_sale(${editionId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
}

function readBatch(pool: Pool, requests: PlaceRequest[], row: Answer): PlacedBatch {
  const answer = withIsoTimes(row);
  if (answer.at === undefined) {
    return { placements: requests.map(() => unknown), stock: null, drop: null, served: [], at: "" };
  }
  const { available, pooled, held, sold, returned, seq, window, drop, served, at } = answer;
  return {
    placements: requests.map((request, index) => judge(request, index, answer, pool)),
    stock: { available, pooled, held, sold, returned, seq, window },
    drop,
    served,
    at,
  };
}

function judge(request: PlaceRequest, index: number, answer: Answer, pool: Pool): Placement {
  const outcome = answer.outcomes[index];
  if (outcome === "placed") return { outcome, receipt: receiptOfNew(request, index, answer, pool) };
  const replayed = answer.replays[String(index + 1)];
  const left = answer.drop ? answer.drop.left : answer.available;
  const facts = { available: outcome === "too_few_left" ? Math.min(left, answer.fits) : left, limit: answer.limit };
  if (outcome === "replayed" && replayed) {
    const isOtherBody = request.namesContact && replayed.contact !== request.contact;
    return isOtherBody ? { outcome: "key_reused", ...facts } : { outcome, receipt: receiptOfRow(replayed) };
  }
  switch (outcome) {
    case "key_reused":
    case "sales_closed":
    case "over_limit":
    case "too_few_left":
    case "sold_out":
    case "drop_not_open":
    case "drop_paused":
    case "drop_over":
    case "currency_not_offered":
    case "unknown_city":
      return { outcome, ...facts };
    default:
      throw new Error(`place_preorders gave an unknown outcome: ${outcome}`);
  }
}

function receiptOfNew(request: PlaceRequest, index: number, answer: Answer, pool: Pool): PreorderReceipt {
  const price = answer.prices[(answer.priceOf[index] ?? 0) - 1];
  if (!price) throw new Error("place_preorders placed an order without a price");
  const [currency, unit, deposit, taxBp] = price;
  const window = windowOf(request, answer.waveOf[index] ?? null, answer);
  return receipt({
    id: request.id,
    edition_id: pool.editionId,
    drop_id: pool.dropId,
    city_id: request.cityId,
    quantity: request.quantity,
    unit_minor: unit,
    total_minor: unit * request.quantity,
    tax_minor: taxInside(unit * request.quantity, taxBp),
    tax_bp: taxBp,
    deposit_minor: deposit * request.quantity,
    currency,
    placed_at: answer.at,
    hold_expires_at: answer.holdExpiresAt,
    refundable_until: answer.refundableUntil,
    window_start: window?.start ?? null,
    window_end: window?.end ?? null,
  });
}

function windowOf({ cityId }: PlaceRequest, wave: number | null, { windows, cities }: Answer) {
  const [start, end] = (wave !== null && windows?.[wave - 1]) || [];
  const way = cityId ? cities[cityId] : undefined;
  return start && end ? shiftWindow({ start, end }, way ? { firstDays: way[0], lastDays: way[1] } : null) : null;
}

function receiptOfRow(row: ReplayedRow): PreorderReceipt {
  const { placed_at, hold_expires_at, promised_hold, refundable_until } = row;
  return receipt({
    ...row,
    placed_at: iso(placed_at),
    hold_expires_at: iso(promised_hold ?? hold_expires_at),
    refundable_until: iso(refundable_until),
  });
}

/** Only what never changes on the row, so that a replay answers byte for byte what the first answer said. */
function receipt(row: ReplayedRow): PreorderReceipt {
  const owed = row.deposit_minor > 0;
  return {
    id: row.id,
    editionId: row.edition_id,
    dropId: row.drop_id,
    cityId: row.city_id,
    quantity: row.quantity,
    unitMinor: row.unit_minor,
    totalMinor: row.total_minor,
    taxMinor: row.tax_minor,
    taxBp: row.tax_bp,
    depositMinor: row.deposit_minor,
    currency: row.currency,
    state: owed ? "HELD" : "RESERVED",
    placedAt: row.placed_at,
    holdExpiresAt: owed ? row.hold_expires_at : null,
    refundableUntil: row.refundable_until,
    window: row.window_start && row.window_end ? { start: row.window_start, end: row.window_end } : null,
  };
}

/** The times of a batch are the same for all its orders: one conversion, not one an order. */
function withIsoTimes(answer: Answer): Answer {
  if (answer.at === undefined) return answer;
  const { at, holdExpiresAt, refundableUntil } = answer;
  return { ...answer, at: iso(at), holdExpiresAt: iso(holdExpiresAt), refundableUntil: iso(refundableUntil) };
}

const iso = (text: string) => new Date(text).toISOString();
