import { actorAddress } from "#lib/audit/acting-from.ts";
import type { Queryable } from "#lib/db.ts";

export type Act = { actorId: string | null; action: string; subject: string; before?: unknown; after?: unknown };

/**
 * Writes one staff act, and from where it was done, into the chained audit log; call it inside the act's own transaction. A change
 * that names no field is none.
 */
export async function recordAct(db: Queryable, { actorId, action, subject, before, after }: Act): Promise<void> {
  if (before !== undefined && toJson(after) === "{}") return;
  await db.$executeRaw`INSERT INTO audit_entry (actor_id, action, subject, before, after, ip)
    VALUES (${actorId}::uuid, ${action}, ${subject}, ${toJson(before)}::jsonb, ${toJson(after)}::jsonb, ${actorId === null ? null : actorAddress()})`;
}

function toJson(value: unknown): string | null {
  return value === undefined
    ? null
    : JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));
}
