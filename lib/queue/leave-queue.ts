import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/move-entry.ts";

/** Gives up one's place; twice is one act. Refuses with not_found, or queue_served when it became an order meanwhile. */
export function leaveQueue(app: Uses<"engine">, buyer: Buyer, entryId: string): Promise<void> {
  return app.engine.once((write) => engine.leaveQueue(write, { entryId, userId: buyer.id }));
}
