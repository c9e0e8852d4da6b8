import { keepTalk, mergeDrops, mergeStock } from "#lib/live/apply.ts";
import type { Arrivals, Frame } from "#lib/live/contract.ts";

/** Two frames of a room, one after the other, as one. */
export function mergeFrames(earlier: Frame, later: Frame): Frame {
  const removed = [...(earlier.removed ?? []), ...(later.removed ?? [])];
  const unnamed = [...(earlier.unnamed ?? []), ...(later.unnamed ?? [])];
  const arrivals = both(earlier.arrivals, later.arrivals);
  const talk = later.talk ?? earlier.talk;
  const poll = later.poll ?? earlier.poll;
  const moments = [...(earlier.moments ?? []), ...(later.moments ?? [])];
  const questions = later.questions ?? earlier.questions;
  const asked = later.asked ?? earlier.asked;
  const halts = later.halts ?? earlier.halts;
  return {
    ...later,
    ...(removed.length > 0 && { removed }),
    ...(unnamed.length > 0 && { unnamed }),
    ...(arrivals && { arrivals }),
    ...(talk && { talk }),
    ...(poll && { poll }),
    ...(moments.length > 0 && { moments }),
    ...(questions && { questions }),
    ...(asked && { asked }),
    ...(halts && { halts }),
    since: earlier.since,
    stock: mergeStock(earlier.stock, later.stock),
    drops: mergeDrops(earlier.drops, later.drops),
    orders: [...earlier.orders, ...later.orders],
    chat: [...keepTalk(earlier.chat, later), ...later.chat],
  };
}

function both(earlier: Arrivals | undefined, later: Arrivals | undefined): Arrivals | undefined {
  return earlier && later ? { ...earlier, more: earlier.more + later.more + 1 } : (later ?? earlier);
}
