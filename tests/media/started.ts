import type { Channel } from "#lib/media/live/channel.ts";
import type { ChunkAccepted, TakeStarted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** A take that the test expects to be granted. */
export function startTake(channel: Channel): TakeStarted {
  return channel.startTake({});
}

/** Uploads one chunk with the take's own key. */
export function send(channel: Channel, take: TakeStarted, n: number, bytes: Buffer): ChunkAccepted | Refusal {
  try {
    return channel.accept({ takeId: take.takeId, key: take.showKey, n, bytes });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Uploads every chunk in order. */
export function sendAll(channel: Channel, take: TakeStarted, chunks: Buffer[]): void {
  for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
}

/** The playlist's lines, none when there is no playlist. */
export function playlistLines(channel: Channel): string[] {
  return channel.playlists.live()?.toString().trimEnd().split("\n") ?? [];
}
