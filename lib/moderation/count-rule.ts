import type { Queryable } from "#lib/db.ts";
import type { HoldRule } from "./schema.ts";

type Counted = { showId: string; rule: HoldRule; outcome: "held" | "blocked" | "allowed" | "refused" | "expired" };

/** Counts what a rule did in a show today. */
export async function countRule(db: Queryable, { showId, rule, outcome }: Counted): Promise<void> {
  await db.$executeRaw`
    INSERT INTO chat_count AS c (show_id, day, rule, outcome, count) VALUES (${showId}::uuid, current_date, ${rule}, ${outcome}, 1)
    ON CONFLICT (show_id, day, rule, outcome) DO UPDATE SET count = c.count + 1`;
}
