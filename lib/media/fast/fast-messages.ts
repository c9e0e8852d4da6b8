import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { encodeInit, encodePart, encodeStatus } from "./fast-protocol.ts";

/** Every message is made once and the same bytes go out on every line. */
export type FastMessages = ReturnType<typeof createFastMessages>;

export function createFastMessages() {
  const parts = new WeakMap<PublishedPart, Uint8Array>();
  const inits = new WeakMap<InitSegment, Uint8Array>();

  return {
    part: (part: PublishedPart) => remember(parts, part, () => encodePart(headerOf(part), part.bytes)),
    init: (init: InitSegment, takeId: string) =>
      remember(inits, init, () => encodeInit({ takeId, mimeType: mimeTypeOf(init), bytes: init.bytes })),
    status: (status: MediaStatus) => encodeStatus({ status, nowMs: Date.now() }),
  };
}

function headerOf(part: PublishedPart) {
  const { sequence, mediaSeconds, durationSeconds, discontinuity } = part;
  const times = { streamClockMs: part.startedAt, mediaSeconds, durationSeconds };
  return { sequence, ...times, key: part.startsWithKeyframe, discontinuity };
}

function mimeTypeOf({ video, codecs }: InitSegment): string {
  return `${video ? "video" : "audio"}/mp4; codecs="${codecs.join(", ")}"`;
}

function remember<Key extends object>(made: WeakMap<Key, Uint8Array>, key: Key, make: () => Uint8Array): Uint8Array {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}
