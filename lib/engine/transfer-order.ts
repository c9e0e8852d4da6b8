import { z } from "zod";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf, refusalOf } from "./outcomes.ts";
import type { Write } from "./write.ts";

const transfer = z.object({
  outcome: z.enum(outcomesOf.transfer_preorder),
  state: z.string().optional(),
  limit: z.number().optional(),
  bought: z.number().optional(),
  /** Absent when nothing changed. */
  before: z.object({ userId: z.string(), contact: z.string() }).optional(),
});

type Wanted = {
  orderId: string;
  ownerId: string;
  contact: string;
  person: string;
  actorId: string;
  reason: string;
  /** Set when the limit of a person does not count. */
  override: boolean;
};

/**
 * Gives an order to somebody else and returns who had it; undefined when it was theirs before. Refuses with not_found,
 * not_transferable or over_limit.
 */
export async function transferOrder(
  write: Write,
  { orderId, ownerId, contact, person, actorId, reason, override }: Wanted,
): Promise<{ userId: string; contact: string } | undefined> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT transfer_preorder(${orderId}::uuid, ${ownerId}::uuid, ${contact}, ${person}, ${actorId}::uuid, ${reason}, ${override}) AS answer`;
  const { outcome, before, ...facts } = readAnswer(transfer, rows);
  if (outcome !== "transferred") throw refusalOf(outcome, facts);
  if (!before) return undefined;
  const owners = before.userId === ownerId ? [ownerId] : [before.userId, ownerId];
  write.tell({ orders: owners.map((userId) => ({ id: orderId, userId, state: facts.state ?? "" })) });
  return before;
}
