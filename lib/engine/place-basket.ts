import { createHash } from "node:crypto";
import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { maskName } from "./mask-name.ts";
import { type PlaceRequest, writeRequest } from "./order-requests.ts";
import { type No, outcomesOf, refusalOf, unpaidOutcomes } from "./outcomes.ts";
import { replayedOrder } from "./place-answer.ts";
import { type Receipt, receiptOfRow } from "./receipt.ts";
import { moment, stockFacts } from "./rows.ts";
import type { Write } from "./write.ts";

/** What the buyer was shown of a line; when it is another by now, nothing of the basket is placed. */
export type Expected = { unitMinor: number; depositMinor: number; shippingMinor: number; windowEnd: string | null };

export type BasketLine = { editionId: string; request: PlaceRequest; expected: Expected };

/** What became of a line: its order, or why there is none. */
export type PlacedLine =
  | { editionId: string; receipt: Receipt }
  | { editionId: string; no: No; available: number; limit: number };

export type PlacedBasket = { id: string; placedAt: string; lines: PlacedLine[] };

const outcome = z.enum([...outcomesOf.place_preorders, ...unpaidOutcomes, "terms_changed"]);

const line = z.object({
  edition: z.string(),
  outcome,
  available: z.number(),
  limit: z.number(),
  order: replayedOrder.nullable(),
});

const said = z.object({
  outcome: z.enum(outcomesOf.place_basket),
  basket: z.string().optional(),
  at: moment.optional(),
  lines: z.array(line).default([]),
  units: z.array(z.object({ edition: z.string(), stock: stockFacts })).default([]),
});

type Wanted = { id: string; userId: string; idemKey: string; lines: BasketLine[] };

/**
 * Places orders of several editions at once, exactly once per key: what is gone is left out and said in its line, the rest stands.
 * Refuses with key_reused, and with basket_refused, its lines in the detail, when nothing stands.
 */
export async function placeBasket(write: Write, { id, userId, idemKey, lines }: Wanted): Promise<PlacedBasket> {
  const asked = lines.map(({ editionId, request, expected }) => ({
    edition: editionId,
    request: writeRequest(request),
    expected,
  }));
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT place_basket(${id}::uuid, ${userId}::uuid, ${idemKey}, ${hashOf(lines)}::bytea, ${JSON.stringify(asked)}::jsonb) AS answer`;
  const answer = readAnswer(said, rows);
  if (answer.outcome === "placed") announce(write, lines, answer);
  const placed = answer.lines.map(viewLine);
  if (answer.outcome === "key_reused" || answer.outcome === "refused")
    throw refusalOf(answer.outcome, answer.outcome === "refused" ? { lines: placed.map(refusedLine) } : undefined);
  if (!answer.basket || !answer.at) throw new Error("place_basket placed a basket without a name");
  return { id: answer.basket, placedAt: answer.at, lines: placed };
}

function viewLine({ edition: editionId, outcome: word, available, limit, order }: z.infer<typeof line>): PlacedLine {
  if (order) return { editionId, receipt: receiptOfRow(order) };
  // Beside a line that was refused, one that would have stood says nothing.
  return { editionId, no: word === "placed" || word === "replayed" ? "refused" : word, available, limit };
}

function refusedLine(placed: PlacedLine) {
  if ("receipt" in placed) return { editionId: placed.editionId, code: null };
  const { editionId, no, available, limit } = placed;
  return { editionId, code: no === "refused" ? null : refusalOf(no).code, available, limit };
}

function announce(write: Write, lines: BasketLine[], { units, at = "" }: z.infer<typeof said>) {
  for (const { edition: editionId, stock } of units) {
    const request = lines.find((each) => each.editionId === editionId)?.request;
    if (!request) continue;
    const { id, buyerName, quantity } = request;
    write.tell({
      units: { editionId, stock, drops: [], served: [], freesNothing: true },
      placed: { editionId, orders: [{ id: id.slice(-12), name: maskName(buyerName), editionId, quantity, at }] },
    });
  }
}

/** Of what the buyer said, not of what was made for them: a repetition has the same. */
function hashOf(lines: BasketLine[]): Buffer {
  const asked = lines.map(({ editionId, request, expected }) => {
    const { quantity, contact, currency, cityId, country } = request;
    const { unitMinor, depositMinor, shippingMinor, windowEnd } = expected;
    return [
      editionId,
      quantity,
      contact,
      currency,
      cityId,
      country ?? null,
      unitMinor,
      depositMinor,
      shippingMinor,
      windowEnd,
    ];
  });
  return createHash("sha256").update(JSON.stringify(asked)).digest();
}
