import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { lockOrder, unlockOrder } from "#lib/engine/lock-order.ts";

/**
 * Makes a reserved order final, inside the edition's lock deadline. Locking a locked order changes nothing. Refuses with
 * not_found, not_lockable or lock_over.
 */
export function lockPreorder({ engine }: Uses<"engine">, buyer: Buyer, orderId: string): Promise<void> {
  return engine.once((write) => lockOrder(write, { orderId, userId: buyer.id }));
}

/** Takes a lock back within 15 minutes by the database's clock. Refuses with not_found, not_locked or undo_over. */
export function unlockPreorder({ engine }: Uses<"engine">, buyer: Buyer, orderId: string): Promise<void> {
  return engine.once((write) => unlockOrder(write, { orderId, userId: buyer.id }));
}
