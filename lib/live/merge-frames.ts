import { mergeDrops, mergeStock, withoutLines } from "#lib/live/apply.ts";
import type { Frame } from "#lib/live/contract.ts";

/** Two frames of a room, one after the other, as one. */
export function mergeFrames(earlier: Frame, later: Frame): Frame {
  const removed = [...(earlier.removed ?? []), ...(later.removed ?? [])];
  const talk = later.talk ?? earlier.talk;
  const poll = later.poll ?? earlier.poll;
  const moments = [...(earlier.moments ?? []), ...(later.moments ?? [])];
  return {
    ...later,
    ...(removed.length > 0 && { removed }),
    ...(talk && { talk }),
    ...(poll && { poll }),
    ...(moments.length > 0 && { moments }),
    since: earlier.since,
    stock: mergeStock(earlier.stock, later.stock),
    drops: mergeDrops(earlier.drops, later.drops),
    orders: [...earlier.orders, ...later.orders],
    chat: [...withoutLines(earlier.chat, later.removed ?? []), ...later.chat],
  };
}
