import type { Channel } from "#lib/media/live/channel.ts";
import type { ChunkAccepted, TakeStarted } from "#lib/media/schema.ts";
import { isRefused, type Refused } from "#lib/media/serve/refusals.ts";

/** A take that the test expects to be granted. */
export function startTake(channel: Channel): TakeStarted {
  const answer = channel.startTake({});
  if (isRefused(answer)) throw new Error(`The take was refused: ${answer.refused}`);
  return answer;
}

/** Uploads one chunk with the take's own key. */
export function send(channel: Channel, take: TakeStarted, n: number, bytes: Buffer): ChunkAccepted | Refused {
  return channel.accept({ takeId: take.takeId, key: take.showKey, n, bytes });
}

/** Uploads every chunk in order. */
export function sendAll(channel: Channel, take: TakeStarted, chunks: Buffer[]): void {
  for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
}

/** The playlist's lines, none when there is no playlist. */
export function playlistLines(channel: Channel): string[] {
  return channel.playlists.live()?.toString().trimEnd().split("\n") ?? [];
}
