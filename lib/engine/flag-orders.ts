import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";

/**
 * Marks orders of the drops that are open, or closed within the last hour, when one person may be behind several accounts, and
 * what many guests of one address hold unpaid on open sale. Returns how many are newly marked.
 */
export async function flagOrders(db: Queryable): Promise<number> {
  const rows = await db.$queryRaw<AnswerRows>`
    SELECT coalesce(sum(flag_hoarders(id)), 0)::int + flag_unpaid() AS answer FROM drop
    WHERE status = 'OPEN' OR closed_at > now() - interval '1 hour'`;
  return readAnswer(z.number(), rows);
}
