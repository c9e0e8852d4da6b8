import type { Buyer } from "#lib/accounts/gate.ts";
import { hashCode } from "#lib/codes/hash-code.ts";
import { container } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import { bringCode } from "#lib/lines/bring-code.ts";
import type { Joined, JoinedEntry, JoinRequest } from "#lib/lines/line-lanes.ts";
import type { LineInput } from "#lib/lines/schema.ts";
import { viewEntry } from "#lib/lines/view.ts";
import type { LineEntry } from "#lib/live/contract.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import { buyerPerson } from "#lib/preorders/person.ts";
import { contactOf } from "#lib/preorders/place-preorder.ts";
import type { Pool } from "#lib/preorders/place-preorders.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/**
 * Takes a place in the line of a drop, or on the waitlist of an edition (no drop). Who waits there already keeps their place, and may
 * bring a code to it. Refuses with units_available (order instead), line_full, over_limit, code_invalid, code_too_late,
 * drop_not_armed, drop_paused, drop_over, sales_closed, proof_required, currency_not_offered, unknown_city, key_reused, contact_required or
 * not_found; a refusal writes nothing.
 */
export async function joinLine(buyer: Buyer, pool: Pool, input: LineInput, idemKey: string): Promise<LineEntry> {
  const { challenges } = container();
  const contact = contactOf(buyer, input.contact);
  if (pool.dropId) await challenges.expectProof(buyer, pool.dropId, input.proof);
  const request = {
    id: orderId(),
    userId: buyer.id,
    person: buyerPerson(buyer, contact),
    idemKey,
    quantity: input.quantity,
    contact,
    currency: input.currency ?? null,
    cityId: input.cityId ?? null,
    codeHash: input.code === undefined ? null : hashCode(input.code),
  };
  const { outcome, entry } = await submit(pool, request);
  if ((outcome !== "waiting" && outcome !== "replayed") || !entry) throw refuse(outcome);
  if (entry.idem_key === idemKey && isOtherBody(input, entry)) throw refuse("key_reused");
  const isEarlier = outcome === "waiting" && entry.id !== request.id;
  return isEarlier && input.code !== undefined ? bringCode(buyer, entry.id, input.code) : viewEntry(entry);
}

/** A drop that opens while a code is on its way to it refuses the place, for the code would be used up for nothing. */
async function submit(pool: Pool, request: JoinRequest): Promise<Joined> {
  const isOpen = pool.dropId !== null && container().drops.find(pool.dropId)?.status === "OPEN";
  if (request.codeHash && isOpen) throw new Refusal("code_too_late", { field: "code" });
  try {
    return await container().lineLanes.submit(pool, request);
  } catch (error) {
    throw isCheckViolation(error, "line_entry_code_too_late") ? new Refusal("code_too_late", { field: "code" }) : error;
  }
}

function isOtherBody(input: LineInput, entry: JoinedEntry): boolean {
  return (
    (input.contact !== undefined && input.contact.toLowerCase() !== entry.contact) ||
    (input.currency !== undefined && input.currency !== entry.currency) ||
    (input.cityId ?? null) !== entry.city_id
  );
}

function refuse(outcome: string): Error {
  const code = refusals[outcome];
  if (!code) return new Error(`the line gave an unknown outcome: ${outcome}`);
  return new Refusal(code, code === "code_invalid" ? { field: "code" } : {});
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
  sales_closed: "sales_closed",
  currency_not_offered: "currency_not_offered",
  unknown_city: "unknown_city",
  unknown_edition: "not_found",
};
