import type { Buyer } from "#lib/accounts/gate.ts";
import { hashCode } from "#lib/codes/hash-code.ts";
import { container } from "#lib/container.ts";
import { type StoredEntry, viewEntry } from "#lib/lines/view.ts";
import type { LineEntry } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

type Answer =
  | { outcome: "waiting"; entry: StoredEntry }
  | { outcome: "not_found" | "code_invalid" | "code_too_late"; entry?: undefined };

/**
 * Brings a priority code to a place that is taken already, before its drop opens. The same code twice is one act. Refuses with
 * not_found, code_invalid or code_too_late.
 */
export async function bringCode(buyer: Buyer, entryId: string, code: string): Promise<LineEntry> {
  const [row] = await container().db.$queryRaw<{ answer: Answer }[]>`
    SELECT bring_code(${entryId}::uuid, ${buyer.id}::uuid, ${hashCode(code)}::bytea) AS answer`;
  if (!row) throw new Error(`nothing was said about a code for place ${entryId}`);
  const { outcome, entry } = row.answer;
  if (entry) return viewEntry(entry);
  throw new Refusal(outcome, outcome === "not_found" ? {} : { field: "code" });
}
