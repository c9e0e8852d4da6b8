import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

/** Threads in which nobody wrote for two years are deleted: what is claimed of an order is claimed by then. */
export const letterExpiry: TimedWork<Uses<"db">> = {
  name: "forget-letters",
  every: 3600,
  due: "EXISTS (SELECT FROM thread WHERE last_at < now() - interval '2 years')",
  work: ({ db }) => db.$executeRaw`
    DELETE FROM thread WHERE preorder_id IN (
      SELECT preorder_id FROM thread WHERE last_at < now() - interval '2 years' ORDER BY last_at LIMIT 1000)`,
};

/** Empties what was written about those orders of an erased account that have no address any more, in the shop's mails too. */
export async function maskLetters(db: Queryable, userId: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM notice n USING preorder o WHERE o.id = n.preorder_id AND n.kind = 'letterWaits' AND o.user_id = ${userId}::uuid
      AND o.contact LIKE 'erased-%@erased.invalid'`;
  await db.$executeRaw`
    DELETE FROM thread t USING preorder o WHERE o.id = t.preorder_id AND o.user_id = ${userId}::uuid AND o.contact LIKE 'erased-%@erased.invalid'`;
}
