import { hashCode } from "#lib/access-codes/hash-code.ts";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/move-entry.ts";
import type { QueueEntry } from "#lib/live/contract.ts";

/**
 * Brings a priority code to a place that is taken already, before its drop opens. The same code twice is one act. Refuses with
 * not_found, code_invalid or code_too_late.
 */
export function bringCode(app: Uses<"engine">, buyer: Buyer, entryId: string, code: string): Promise<QueueEntry> {
  const brought = { entryId, userId: buyer.id, codeHash: hashCode(code) };
  return app.engine.once((write) => engine.bringCode(write, brought));
}
