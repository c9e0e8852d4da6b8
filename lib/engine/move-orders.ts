import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { dropRow, servedRow, stockFacts } from "./rows.ts";
import type { Write } from "./write.ts";

export type OrderState = "HELD" | "RESERVED" | "LOCKED" | "READY" | "DELIVERED" | "EXPIRED" | "CANCELLED";

/** Where an order stands that is neither delivered nor over. */
export const notOver: OrderState[] = ["HELD", "RESERVED", "LOCKED", "READY"];

const movedOrder = z.object({ id: z.string(), userId: z.string(), from: z.string(), paidMinor: z.number() });
export type MovedOrder = z.infer<typeof movedOrder>;

/** What move_preorders returns. */
export const move = stockFacts
  .extend({ moved: z.array(movedOrder), served: z.array(servedRow), drops: z.array(dropRow) })
  .transform(({ moved, served, drops, ...stock }) => ({ moved, units: { stock, served, drops } }));
export type Move = z.infer<typeof move>;

type Wanted = {
  editionId: string;
  ids: string[];
  from: OrderState[];
  to: OrderState;
  /** Only holds whose time is over by the database's clock. */
  dueOnly?: boolean;
};

/**
 * Moves those of the orders of one edition that stand in one of `from`, and leaves the rest alone. Units that come free go to
 * who waits. Returns the orders that moved; their owners are told.
 */
export async function moveOrders(
  write: Write,
  { editionId, ids, from, to, dueOnly = false }: Wanted,
): Promise<MovedOrder[]> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT move_preorders(${editionId}::uuid, ${ids}::uuid[], ${from}::"PreorderState"[], ${to}::"PreorderState", ${dueOnly}) AS answer`;
  const answer = readAnswer(move, rows);
  announceMove(write, editionId, answer, to);
  return answer.moved;
}

/** Leaves word of the units that moved and, of each order, that it is in state `to` now. */
export function announceMove(write: Write, editionId: string, { moved, units }: Move, to: OrderState): void {
  if (moved.length === 0) return;
  write.tell({
    units: { editionId, ...units },
    orders: moved.map(({ id, userId }) => ({ id, userId, state: to })),
  });
}
