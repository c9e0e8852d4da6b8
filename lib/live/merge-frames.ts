import { mergeDrops, mergeStock } from "#lib/live/apply.ts";
import type { Frame } from "#lib/live/contract.ts";

/** Two frames of a room, one after the other, as one. */
export function mergeFrames(earlier: Frame, later: Frame): Frame {
  return {
    ...later,
    since: earlier.since,
    stock: mergeStock(earlier.stock, later.stock),
    drops: mergeDrops(earlier.drops, later.drops),
    orders: [...earlier.orders, ...later.orders],
    chat: [...earlier.chat, ...later.chat],
  };
}
