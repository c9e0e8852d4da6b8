import { hashCode } from "#lib/access-codes/hash-code.ts";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import type { Pool } from "#lib/engine/batchers.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { JoinRequest } from "#lib/engine/order-requests.ts";
import { refusalOf } from "#lib/engine/outcomes.ts";
import { buyerPerson } from "#lib/engine/person.ts";
import type { Joined, JoinedEntry } from "#lib/engine/queue-batcher.ts";
import { viewEntry } from "#lib/engine/rows.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import { contactOf } from "#lib/preorders/place-order.ts";
import { bringCode } from "#lib/queue/bring-code.ts";
import type { QueueInput } from "#lib/queue/schema.ts";

/**
 * Takes a place in the line of a drop, or on the waitlist of an edition (no drop). Who waits there already keeps their place, and may
 * bring a code to it. Refuses with units_available (order instead), queue_full, over_limit, code_invalid, code_too_late,
 * drop_not_armed, drop_paused, drop_over, sales_closed, proof_required, currency_not_offered, unknown_city, country_required, not_shipped_there, key_reused, contact_required or
 * not_found; a refusal writes nothing.
 */
export async function joinQueue(
  app: Uses<"challenges" | "drops" | "engine">,
  buyer: Buyer,
  pool: Pool,
  input: QueueInput,
  idemKey: string,
): Promise<QueueEntry> {
  const { challenges } = app;
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
    country: input.country ?? null,
    codeHash: input.code === undefined ? null : hashCode(input.code),
  };
  const { outcome, entry } = await submit(app, pool, request);
  if (outcome !== "waiting" && outcome !== "replayed") throw refusalOf(outcome);
  if (!entry) throw new Error("join_queue did not return the entry");
  if (entry.idem_key === idemKey && isOtherBody(input, entry)) throw refusalOf("key_reused");
  const isEarlier = outcome === "waiting" && entry.id !== request.id;
  return isEarlier && input.code !== undefined ? bringCode(app, buyer, entry.id, input.code) : viewEntry(entry);
}

/** A drop that opens while a code is on its way to it refuses the place, for the code would be used up for nothing. */
async function submit({ drops, engine }: Uses<"drops" | "engine">, pool: Pool, request: JoinRequest): Promise<Joined> {
  const isOpen = pool.dropId !== null && drops.find(pool.dropId)?.status === "OPEN";
  if (request.codeHash && isOpen) throw refusalOf("code_too_late");
  try {
    return await engine.queue.submit(pool, request);
  } catch (error) {
    throw isCheckViolation(error, "queue_entry_code_too_late") ? refusalOf("code_too_late") : error;
  }
}

function isOtherBody(input: QueueInput, entry: JoinedEntry): boolean {
  return (
    (input.contact !== undefined && input.contact.toLowerCase() !== entry.contact) ||
    (input.currency !== undefined && input.currency !== entry.currency) ||
    (input.cityId ?? null) !== entry.city_id ||
    (input.country ?? null) !== entry.country
  );
}
