import type { PublishedPart } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { encodeInit, encodePart, encodeStatus, type PartHeader } from "./fast-protocol.ts";

/** Every message is made once and the same bytes go out on every line. */
export class FastMessages {
  readonly #now: () => number;
  readonly #parts = new WeakMap<PublishedPart, Uint8Array>();
  readonly #inits = new WeakMap<InitSegment, Uint8Array>();

  /** @param now the clock that viewers are told */
  constructor(now: () => number) {
    this.#now = now;
  }

  part(part: PublishedPart): Uint8Array {
    return this.#parts.get(part) ?? remember(this.#parts, part, encodePart(headerOf(part), part.bytes));
  }

  init(init: InitSegment, takeId: string): Uint8Array {
    const { bytes } = init;
    return (
      this.#inits.get(init) ?? remember(this.#inits, init, encodeInit({ takeId, mimeType: mimeTypeOf(init), bytes }))
    );
  }

  status(status: MediaStatus): Uint8Array {
    return encodeStatus({ status, nowMs: this.#now() });
  }
}

function headerOf(part: PublishedPart): PartHeader {
  const { sequence, startedAt, mediaSeconds, durationSeconds, startsWithKeyframe, discontinuity } = part;
  return {
    sequence,
    streamClockMs: startedAt,
    mediaSeconds,
    durationSeconds,
    key: startsWithKeyframe,
    discontinuity,
  };
}

function mimeTypeOf({ video, codecs }: InitSegment): string {
  return `${video ? "video" : "audio"}/mp4; codecs="${codecs.join(", ")}"`;
}

function remember<Key extends object>(made: WeakMap<Key, Uint8Array>, key: Key, message: Uint8Array): Uint8Array {
  made.set(key, message);
  return message;
}
