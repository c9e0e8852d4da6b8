import type { Database } from "#lib/db.ts";
import type { StockLine } from "#lib/live/contract.ts";
import type { PreorderReceipt, PreorderState } from "#lib/preorders/schema.ts";
import type { RefusalCode } from "#lib/refusal.ts";

export type PlaceRequest = {
  id: string;
  userId: string;
  buyerName: string;
  idemKey: string;
  quantity: number;
  contact: string;
};

export type Placement =
  | { outcome: "placed" | "replayed"; receipt: PreorderReceipt }
  | {
      outcome: Extract<
        RefusalCode,
        "key_reused" | "sales_closed" | "over_limit" | "too_few_left" | "sold_out" | "not_found"
      >;
      available: number;
      limit: number;
    };

export type PlacedBatch = {
  placements: Placement[];
  stock: Omit<StockLine, "salesOpen"> | null;
  at: string;
};

type Answer = {
  at: string;
  available: number;
  held: number;
  sold: number;
  seq: number;
  window: StockLine["window"];
  state: PreorderState;
  limit: number;
  unit: number;
  deposit: number;
  currency: string;
  holdExpiresAt: string;
  refundableUntil: string;
  windows: [string, string][] | null;
  outcomes: string[];
  waveOf: (number | null)[];
  replays: Record<string, ReplayedRow>;
};

type ReplayedRow = {
  id: string;
  edition_id: string;
  quantity: number;
  unit_minor: number;
  total_minor: number;
  deposit_minor: number;
  currency: string;
  placed_at: string;
  hold_expires_at: string;
  refundable_until: string;
  window_start: string | null;
  window_end: string | null;
};

/** One batch of requests for one edition in one statement, answered after its commit. */
export async function placePreorders(db: Database, editionId: string, requests: PlaceRequest[]): Promise<PlacedBatch> {
  const [row] = await db.$queryRaw<{ answer: Answer }[]>`SELECT place_preorders(${editionId}::uuid,
    ${requests.map(({ id }) => id)}::uuid[], ${requests.map(({ userId }) => userId)}::uuid[],
    ${requests.map(({ idemKey }) => idemKey)}::text[], ${requests.map(({ quantity }) => quantity)}::int[],
    ${requests.map(({ contact }) => contact)}::text[]) AS answer`;
  if (!row) throw new Error("place_preorders returned nothing");
  const answer = withIsoTimes(row.answer);
  if (answer.at === undefined) {
    return { placements: requests.map(() => ({ outcome: "not_found", available: 0, limit: 0 })), stock: null, at: "" };
  }
  return {
    placements: requests.map((request, index) => judge(request, index, answer, editionId)),
    stock: {
      editionId,
      seq: answer.seq,
      available: answer.available,
      held: answer.held,
      sold: answer.sold,
      window: answer.window,
    },
    at: answer.at,
  };
}

function judge(request: PlaceRequest, index: number, answer: Answer, editionId: string): Placement {
  const outcome = answer.outcomes[index];
  if (outcome === "placed")
    return { outcome, receipt: receiptOfNew(request, answer.waveOf[index] ?? null, answer, editionId) };
  const replayed = answer.replays[String(index + 1)];
  if (outcome === "replayed" && replayed) return { outcome, receipt: receiptOfRow(replayed) };
  const facts = { available: answer.available, limit: answer.limit };
  switch (outcome) {
    case "key_reused":
    case "sales_closed":
    case "over_limit":
    case "too_few_left":
    case "sold_out":
      return { outcome, ...facts };
    default:
      throw new Error(`place_preorders gave an unknown outcome: ${outcome}`);
  }
}

function receiptOfNew(request: PlaceRequest, wave: number | null, answer: Answer, editionId: string): PreorderReceipt {
  const window = wave === null ? undefined : answer.windows?.[wave - 1];
  return receipt({
    id: request.id,
    edition_id: editionId,
    quantity: request.quantity,
    unit_minor: answer.unit,
    total_minor: answer.unit * request.quantity,
    deposit_minor: answer.deposit * request.quantity,
    currency: answer.currency,
    placed_at: answer.at,
    hold_expires_at: answer.holdExpiresAt,
    refundable_until: answer.refundableUntil,
    window_start: window?.[0] ?? null,
    window_end: window?.[1] ?? null,
  });
}

function receiptOfRow(row: ReplayedRow): PreorderReceipt {
  const { placed_at, hold_expires_at, refundable_until } = row;
  return receipt({
    ...row,
    placed_at: iso(placed_at),
    hold_expires_at: iso(hold_expires_at),
    refundable_until: iso(refundable_until),
  });
}

/** Only what never changes on the row, so that a replay answers byte for byte what the first answer said. */
function receipt(row: ReplayedRow): PreorderReceipt {
  const owed = row.deposit_minor > 0;
  return {
    id: row.id,
    editionId: row.edition_id,
    quantity: row.quantity,
    unitMinor: row.unit_minor,
    totalMinor: row.total_minor,
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
