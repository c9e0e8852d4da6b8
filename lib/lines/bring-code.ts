import type { Buyer } from "#lib/accounts/gate.ts";
import { hashCode } from "#lib/codes/hash-code.ts";
import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/move-entry.ts";
import type { LineEntry } from "#lib/live/contract.ts";

/**
 * Brings a priority code to a place that is taken already, before its drop opens. The same code twice is one act. Refuses with
 * not_found, code_invalid or code_too_late.
 */
export function bringCode(app: Uses<"engine">, buyer: Buyer, entryId: string, code: string): Promise<LineEntry> {
  const brought = { entryId, userId: buyer.id, codeHash: hashCode(code) };
  return app.engine.once((write) => engine.bringCode(write, brought));
}
