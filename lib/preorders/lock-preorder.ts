import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { type Moved, tellMoved } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";

type Refused = "not_found" | "not_lockable" | "lock_over" | "not_locked" | "undo_over";
type Answer = {
  edition: string;
  state: string;
  outcome: "locked" | "reserved" | Refused;
  /** Absent when the order stood there already. */
  move?: Moved;
};

/**
 * Makes a reserved order final, inside the edition's lock deadline. Locking a locked order changes nothing. Refuses with
 * not_found, not_lockable or lock_over.
 */
export async function lockPreorder(buyer: Buyer, preorderId: string): Promise<void> {
  const [row] = await container().db.$queryRaw<{ answer: Answer }[]>`
    SELECT lock_preorder(${preorderId}::uuid, ${buyer.id}::uuid) AS answer`;
  tell(buyer, preorderId, row?.answer);
}

/** Takes a lock back within 15 minutes by the database's clock. Refuses with not_found, not_locked or undo_over. */
export async function unlockPreorder(buyer: Buyer, preorderId: string): Promise<void> {
  const [row] = await container().db.$queryRaw<{ answer: Answer }[]>`
    SELECT unlock_preorder(${preorderId}::uuid, ${buyer.id}::uuid) AS answer`;
  tell(buyer, preorderId, row?.answer);
}

function tell(buyer: Buyer, preorderId: string, answer: Answer | undefined) {
  if (!answer) throw new Error(`nothing was said about the lock of pre-order ${preorderId}`);
  const { edition, state, outcome, move } = answer;
  if (outcome === "not_found") throw new Refusal(outcome);
  if (outcome !== "locked" && outcome !== "reserved") throw new Refusal(outcome, { detail: { state } });
  if (!move) return;
  tellMoved(edition, move);
  container().publish.orderChanged(buyer.id, { id: preorderId, state: outcome === "locked" ? "LOCKED" : "RESERVED" });
}
