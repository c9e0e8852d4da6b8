import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Composed } from "#lib/boot/compose.ts";
import type { FeedOrder, LiveDrop, LiveMessage } from "#lib/live/contract.ts";

const target = z.object({ showId: z.string(), editionId: z.string() });
const timed = target.extend({ everyMs: z.number(), events: z.number().default(100) });
const flooded = z.object({ showId: z.string(), perSecond: z.number() });
type Target = z.infer<typeof target>;

/** Who writes in a flood. */
export const authors = 20;

/** As long as what people type, on average. */
const lines = [
  "Wow",
  "When does it come to Chengdu?",
  "Got mine, number 12, thank you!",
  "Does the founders edition come with the roof rack, and when does it reach Chengdu?",
];

/** Makes a show busy through the product's own publisher: of a hundred events sixty are likes, twenty orders, twenty chat lines. */
export function createShowEvents({ publish, rooms }: Composed) {
  let timer: NodeJS.Timeout | undefined;
  let made = 0;
  // Above whatever the ledger of a fresh edition says, so that no stock line looks stale.
  let seq = 1_000_000;

  return {
    /** `events` events every `everyMs`; frames leave with the product's own tick. */
    play(payload: unknown) {
      const { everyMs, events, ...where } = timed.parse(payload);
      this.stop();
      timer = setInterval(() => happen(where, events), everyMs);
    },
    /** A full frame every `everyMs`, through the same room and the same tick, for measuring what a frame costs. */
    pulse(payload: unknown) {
      const { everyMs, events, ...where } = timed.parse(payload);
      this.stop();
      timer = setInterval(() => {
        happen(where, events);
        rooms.tick();
      }, everyMs);
    },
    /** As much as a second of the busiest show shows: twenty lines of chat, ten orders with their edition, a drop that moved. */
    bustle(payload: unknown) {
      const { everyMs, showId, editionId } = timed.parse(payload);
      this.stop();
      let tick = 0;
      timer = setInterval(() => {
        tick += 1;
        for (let said = 0; said < 4; said += 1)
          publish.chatWritten(showId, { ...liveMessage(), body: lines[said] ?? "" }, { userId: "bench" });
        for (let placed = 0; placed < 2; placed += 1) order(editionId);
        if (tick % 5 === 0) publish.dropMoved(liveDrop({ showId, editionId, version: seq }));
      }, everyMs);
    },
    /** So many lines a second by twenty people who say equally much, and one a second by the host. */
    flood(payload: unknown) {
      const { showId, perSecond } = flooded.parse(payload);
      this.stop();
      const tickMs = 20;
      let tick = 0;
      timer = setInterval(() => {
        tick += 1;
        for (let said = 0; said < (perSecond * tickMs) / 1000; said += 1) {
          made += 1;
          const author = Math.floor(Math.random() * authors);
          const line = { ...liveMessage(), name: `Viewer ${author}`, body: lines[made % lines.length] ?? "" };
          publish.chatWritten(showId, line, { userId: `author-${author}` });
        }
        if ((tick * tickMs) % 1000 !== 0) return;
        const answer = { ...liveMessage(), name: "The host", role: "host" as const, body: `Answer ${tick}` };
        publish.chatWritten(showId, answer, { userId: "host" });
      }, tickMs);
    },
    /** Returns how many events happened since the start. */
    stop(): number {
      clearInterval(timer);
      const count = made;
      made = 0;
      return count;
    },
  };

  function happen({ showId, editionId }: Target, events: number) {
    for (let event = 0; event < events; event += 1) {
      made += 1;
      const kind = made % 5;
      if (kind === 0) order(editionId);
      else if (kind === 1) publish.chatWritten(showId, liveMessage(), { userId: "bench" });
      else publish.liked(showId, 1);
    }
  }

  function order(editionId: string) {
    seq += 1;
    publish.stockMoved({
      editionId,
      seq,
      available: 900_000 - (seq % 900_000),
      held: seq % 900_000,
      sold: 0,
      pooled: 0,
      returned: 0,
      window: null,
    });
    publish.ordersPlaced(editionId, [feedOrder(editionId)]);
  }
}

export function feedOrder(editionId: string): FeedOrder {
  return { id: randomUUID().slice(-12), name: "W***g", editionId, quantity: 1, at: new Date().toISOString() };
}

export function liveMessage(): LiveMessage {
  const body = "Does the founders edition come with the roof rack, and when does it reach Chengdu?";
  return { id: randomUUID(), name: "Buyer 3f2a", role: "viewer", body, at: new Date().toISOString() };
}

function liveDrop({ showId, editionId, version }: Pick<LiveDrop, "showId" | "editionId" | "version">): LiveDrop {
  const moved = version % 300;
  return {
    ...{
      id: editionId,
      showId,
      editionId,
      version,
      title: "Three hundred in deep blue",
      status: "OPEN",
      mode: "SHUFFLED",
    },
    ...{ units: 300, perPersonLimit: 2, seconds: 600, holdSeconds: 120, challenge: false },
    ...{
      left: 300 - moved,
      held: moved % 40,
      sold: moved,
      waiting: 1200,
      wanted: 1500,
      firstUnits: 300,
      nextUnits: 1500,
    },
    ...{
      opensAt: "2026-11-30T12:00:00.000Z",
      closesAt: "2026-11-30T12:10:00.000Z",
      pausedAt: null,
      pausedForVideo: false,
    },
    ...{ seedHash: "a".repeat(64), seed: "b".repeat(64) },
  };
}
