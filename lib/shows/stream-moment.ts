import type { Uses } from "#lib/container.ts";
import type { CueMoment } from "#lib/shows/schema.ts";

/** A page may say what it believes of its picture; a card minutes away from now would be a mistake. */
const earliestMs = 30_000;
const latestMs = 2000;

/** The moment of the picture that a host's page names, on the stream clock in whole milliseconds; without one it is now. */
export function streamMomentOf({ channels }: Uses<"channels">, showId: string, moment: CueMoment | undefined): number {
  const now = Date.now();
  const said = moment && channels.find(showId)?.streamTimeOf(moment.takeId, moment.mediaSeconds);
  return Math.round(Math.min(now + latestMs, Math.max(now - earliestMs, said ?? now)));
}
