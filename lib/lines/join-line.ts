import { createHash } from "node:crypto";
import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import type { LineInput } from "#lib/lines/schema.ts";
import { viewEntry } from "#lib/lines/view.ts";
import type { LineEntry } from "#lib/live/contract.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import { personOf } from "#lib/preorders/person.ts";
import { contactOf } from "#lib/preorders/place-preorder.ts";
import type { Pool } from "#lib/preorders/place-preorders.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/**
 * Takes a place in the line of a drop, or on the waitlist of an edition (no drop). Who waits there already keeps their place.
 * Refuses with units_available (order instead), line_full, over_limit, code_invalid, drop_not_armed, drop_paused, drop_over,
 * proof_required, currency_not_offered, unknown_city, key_reused, contact_required or not_found; a refusal writes nothing.
 */
export async function joinLine(buyer: Buyer, pool: Pool, input: LineInput, idemKey: string): Promise<LineEntry> {
  const { lineLanes, challenges } = container();
  const contact = contactOf(buyer, input.contact);
  if (pool.dropId) await challenges.expectProof(buyer, pool.dropId, input.proof);
  const { outcome, entry } = await lineLanes.submit(pool, {
    id: orderId(),
    userId: buyer.id,
    person: personOf(contact),
    idemKey,
    quantity: input.quantity,
    contact,
    currency: input.currency ?? null,
    cityId: input.cityId ?? null,
    codeHash: input.code === undefined ? null : hashCode(input.code),
  });
  if ((outcome === "waiting" || outcome === "replayed") && entry) return viewEntry(entry);
  const code = refusals[outcome];
  if (!code) throw new Error(`join_line gave an unknown outcome: ${outcome}`);
  throw new Refusal(code, outcome === "code_invalid" ? { field: "code" } : {});
}

/** Codes are read aloud and typed on phones: case, spaces and hyphens do not matter. */
export function hashCode(code: string): Buffer {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest();
}

const refusals: Record<string, RefusalCode> = {
  available: "units_available",
  line_full: "line_full",
  over_limit: "over_limit",
  code_invalid: "code_invalid",
  key_reused: "key_reused",
  drop_not_armed: "drop_not_armed",
  drop_paused: "drop_paused",
  drop_over: "drop_over",
  currency_not_offered: "currency_not_offered",
  unknown_city: "unknown_city",
  unknown_edition: "not_found",
};
