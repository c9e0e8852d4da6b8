import type { Uses } from "#lib/container.ts";

/** Where the newest picture of a show stands on the stream clock; while none arrives, the server's time. */
export function newestPicture({ channels }: Uses<"channels">, showId: string): number {
  const channel = channels.find(showId);
  const now = Date.now();
  return Math.round((channel?.status(now) === "live" ? channel.shownUntil() : undefined) ?? now);
}
