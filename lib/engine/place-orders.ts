import type { LiveDrop } from "#lib/live/contract.ts";
import type { Statements } from "#lib/statements.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import type { Pool } from "./batchers.ts";
import { type PlaceRequest, writeRequests } from "./order-requests.ts";
import type { No } from "./outcomes.ts";
import { type Judged, placeAnswer } from "./place-answer.ts";
import { type Receipt, receiptOfNew, receiptOfRow } from "./receipt.ts";
import type { Served, StockFacts } from "./rows.ts";

/** `available` and `limit` are for the reader of a refusal. */
type Refused = { outcome: No; available: number; limit: number };
export type Placement = { outcome: "placed" | "replayed"; receipt: Receipt } | Refused;

export type PlacedBatch = {
  placements: Placement[];
  /** Null when there is no such edition or drop. */
  stock: StockFacts | null;
  drop: LiveDrop | null;
  /** Who was served first, when this batch was the one that found the drop's opening due. */
  served: Served[];
  at: string;
};

const unknown: Refused = { outcome: "unknown_edition", available: 0, limit: 0 };

/**
 * One batch of requests for the units of one edition or drop in one statement, answered after its commit. It announces
 * nothing: `OrderBatcher`, by which every order of a buyer comes, does.
 */
export async function placeOrders(db: Statements, pool: Pool, requests: PlaceRequest[]): Promise<PlacedBatch> {
  const rows = pool.dropId ? await placeFromDrop(db, pool, requests) : await placeOnSale(db, pool, requests);
  const answer = readAnswer(placeAnswer, rows);
  const { refused } = answer;
  const admitted = refused ? requests.filter((_, index) => !refused[index]) : requests;
  const batch = readBatch(pool, admitted, answer.at === undefined ? null : answer);
  if (!refused) return batch;
  const judged = batch.placements.values();
  const placements = refused.map((outcome) => (outcome ? { ...unknown, outcome } : (judged.next().value ?? unknown)));
  return { ...batch, placements };
}

function placeFromDrop(db: Statements, { editionId, dropId }: Pool, requests: PlaceRequest[]) {
  return db.$queryRaw<AnswerRows>`
    SELECT place_preorders(${editionId}::uuid, ${dropId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
}

function placeOnSale(db: Statements, { editionId }: Pool, requests: PlaceRequest[]) {
  return db.$queryRaw<AnswerRows>`
    SELECT place_on_sale(${editionId}::uuid, read_requests(${writeRequests(requests)}::json)) AS answer`;
}

function readBatch(pool: Pool, requests: PlaceRequest[], answer: Judged | null): PlacedBatch {
  if (!answer) return { placements: requests.map(() => unknown), stock: null, drop: null, served: [], at: "" };
  const { available, pooled, held, sold, returned, seq, window, drop, served, at } = answer;
  return {
    placements: requests.map((request, index) => judge(request, index, answer, pool)),
    stock: { available, pooled, held, sold, returned, seq, window },
    drop,
    served,
    at,
  };
}

function judge(request: PlaceRequest, index: number, answer: Judged, pool: Pool): Placement {
  const outcome = answer.outcomes[index];
  if (!outcome) throw new Error("place_preorders returned too few outcomes");
  if (outcome === "placed") return { outcome, receipt: receiptOfNew(request, index, answer, pool) };
  const left = answer.drop ? answer.drop.left : answer.available;
  const available = outcome === "too_few_left" ? Math.min(left, answer.fits ?? 0) : left;
  const { limit } = answer;
  if (outcome !== "replayed") return { outcome, available, limit };
  const replayed = answer.replays[String(index + 1)];
  if (!replayed) throw new Error("place_preorders replayed an order that it did not return");
  const isOtherBody = request.namesContact && replayed.contact !== request.contact;
  return isOtherBody ? { outcome: "key_reused", available, limit } : { outcome, receipt: receiptOfRow(replayed) };
}
