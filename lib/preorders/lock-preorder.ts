import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { lockOrder, unlockOrder } from "#lib/engine/lock-order.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Makes a reserved order final, inside the edition's lock deadline. Locking a locked order changes nothing. Refuses with
 * not_found, not_lockable, lock_over, or with address_missing where a country was agreed and nobody said where in it.
 */
export function lockPreorder({ engine }: Uses<"engine">, buyer: Buyer, orderId: string): Promise<void> {
  return engine.commit(async (write) => {
    await lockOrder(write, { orderId, userId: buyer.id });
    const [order] = await write.tx.$queryRaw<{ lacks: boolean }[]>`
      SELECT country IS NOT NULL AND addressed_at IS NULL AS lacks FROM preorder WHERE id = ${orderId}::uuid`;
    if (order?.lacks) throw new Refusal("address_missing");
  });
}

/** Takes a lock back within 15 minutes by the database's clock. Refuses with not_found, not_locked or undo_over. */
export function unlockPreorder({ engine }: Uses<"engine">, buyer: Buyer, orderId: string): Promise<void> {
  return engine.once((write) => unlockOrder(write, { orderId, userId: buyer.id }));
}
