import type { FixtureSets } from "#bench/fanout/fixtures.ts";
import { play } from "#bench/fanout/frame-cost.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { Watched } from "#bench/harness/watch.ts";

export const eventsPerSecond = 500;
const framesPerSecond = 5;
/** So many messages a second leave the event loop of the per-event server room to breathe. */
const messagesPerSecond = 20_000;

/** Events that reached a viewer, over all viewers, per CPU second of the server. */
export type EventCost = { coalesced: number[]; perEvent: number[]; frames: Watched[] };

/**
 * A busy show: 500 events a second through the product's rooms, against one message per event and viewer. The second
 * arm gets only as many events as it can carry, since what counts is the cost of each. A frame's numbers are absolute,
 * so it delivers every event it covers; of the feed it shows the newest ten orders and a sample of twenty chat lines.
 */
export async function compareEvents({
  casts,
  rounds,
  ms,
  progress,
}: {
  casts: FixtureSets;
  rounds: number;
  ms: number;
  progress: Progress;
}): Promise<EventCost> {
  const { ours, stock, edition } = casts;
  const cost: EventCost = { coalesced: [], perEvent: [], frames: [] };
  const arms = [
    async () => {
      progress.step("500 events a second in frames");
      const watched = await play(ours, "playEvents", { ...edition, everyMs: 10, events: eventsPerSecond / 100 }, ms);
      const due = framesPerSecond * watched.seconds * ours.viewers.length;
      const arrived = Math.min(1, watched.frames / due) * eventsPerSecond * watched.seconds * ours.viewers.length;
      cost.coalesced.push(arrived / watched.processor);
      cost.frames.push(watched);
    },
    async () => {
      progress.step("one message per event");
      const events = messagesPerSecond / stock.viewers.length;
      const watched = await play(stock, "playEvents", { events, editionId: edition.editionId }, ms);
      cost.perEvent.push(watched.frames / watched.processor);
    },
  ];
  for (let round = 0; round < rounds; round += 1)
    for (const run of round % 2 === 0 ? arms : arms.toReversed()) await run();
  return cost;
}
