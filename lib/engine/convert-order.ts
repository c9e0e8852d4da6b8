import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { maskName } from "./mask-name.ts";
import { announceMove, move } from "./move-orders.ts";
import { orderId as newOrderId } from "./order-id.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import { stockFacts } from "./rows.ts";
import type { Write } from "./write.ts";

/** Beside the new order: the edition that was left, the stock of the new one, and what the room may hear of it. */
const converted = z.object({
  outcome: z.literal("converted"),
  order: z.string(),
  from: z.string(),
  placed: stockFacts,
  moved: move,
  quantity: z.number(),
  name: z.string(),
});

/** Nothing moved: it is refused, or had been done before. */
const unmoved = z.object({
  outcome: z.enum(outcomesOf.convert_preorder),
  state: z.string().optional(),
  order: z.string().optional(),
  available: z.number().nullish(),
  from: z.undefined().optional(),
});

type Wanted = {
  orderId: string;
  userId: string;
  editionId: string;
  idemKey: string;
  /** What the buyer was shown; nothing happens when it is another by now. */
  expected: { totalMinor: number; windowEnd: string | null } | undefined;
};

/**
 * Turns a reserved order into one of another edition, money and refund clock with it, and returns the new order's id. Refuses
 * with not_found, not_convertible, terms_changed, deposit_due, paid_more, key_reused and whatever refuses a new order.
 */
export async function convertOrder(write: Write, wanted: Wanted): Promise<string> {
  const { orderId, userId, editionId, idemKey, expected } = wanted;
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT convert_preorder(${orderId}::uuid, ${userId}::uuid, ${editionId}::uuid, ${newOrderId()}::uuid, ${idemKey},
      ${expected?.totalMinor ?? null}::bigint, ${expected?.windowEnd ?? null}::date) AS answer`;
  const answer = readAnswer(converted.or(unmoved), rows);
  if (answer.from !== undefined) {
    announceConversion(write, wanted, answer);
    return answer.order;
  }
  const { outcome, state, order, available } = answer;
  if (outcome === "converted" && order) return order;
  if (outcome === "converted") throw new Error(`converting order ${orderId} made no order`);
  const no = outcome === "unknown_edition" ? "not_convertible" : outcome;
  throw refusalOf(no, { state, ...(available === undefined ? {} : { available }) });
}

type Converted = z.infer<typeof converted>;

function announceConversion(
  write: Write,
  { userId, editionId }: Wanted,
  { order, from, placed, moved, quantity, name }: Converted,
) {
  const feedOrder = {
    id: order.slice(-12),
    name: maskName(name),
    editionId,
    quantity,
    at: new Date().toISOString(),
  };
  write.tell({
    units: { editionId, stock: placed, drops: [], served: [] },
    placed: { editionId, orders: [feedOrder] },
  });
  announceMove(write, from, moved, "CANCELLED");
  write.tell({ orders: [{ id: order, userId, state: "RESERVED" }] });
}
