import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { type StoredDrop, viewDrop } from "#lib/drops/view.ts";
import { findPlaceOf } from "#lib/lines/queries.ts";
import { lineEntry } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

type Answer = { outcome: "left" | "not_found" | "served"; drop: StoredDrop | null };

/** Gives up one's place; twice is one act. Refuses with not_found, or line_served when it became an order meanwhile. */
export async function leaveLine(buyer: Buyer, entryId: string): Promise<void> {
  const { db, publish } = container();
  const [row] = await db.$queryRaw<{ answer: Answer }[]>`
    SELECT leave_line(${entryId}::uuid, ${buyer.id}::uuid) AS answer`;
  if (!row || row.answer.outcome === "not_found") throw new Refusal("not_found");
  if (row.answer.outcome === "served") throw new Refusal("line_served");
  if (row.answer.drop) publish.dropMoved(viewDrop(row.answer.drop));
  const left = await findPlaceOf(buyer, entryId);
  if (left) publish.lineMoved(buyer.id, lineEntry.parse(left));
}
