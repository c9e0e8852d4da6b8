import { box, u16, zeros } from "#lib/media/mp4/box-writer.ts";
import type { Sample } from "#lib/media/mp4/fragment.ts";
import type { Track } from "#lib/media/mp4/init-segment.ts";
import { writeFragment } from "#lib/media/mp4/write-fragment.ts";
import { writeInit } from "#lib/media/mp4/write-init.ts";

const avcC = box("avcC", Buffer.from("0142c01fffe1000567640000ff010004680000ff", "hex"));
const dOps = box("dOps", Buffer.from("000201380000bb80000000", "hex"));

const video: Track = {
  ...{ kind: "video", rotation: 0, timescale: 90_000, codec: "avc1.42c01f", width: 1280, height: 720 },
  sampleEntry: box("avc1", zeros(6), u16(1), zeros(16), u16(1280, 720), zeros(50), avcC),
};
const audio: Track = {
  ...{ kind: "audio", rotation: 0, timescale: 48_000, codec: "opus", width: 0, height: 0 },
  sampleEntry: box("Opus", zeros(6), u16(1), zeros(20), dOps),
};

/**
 * A source that needs no encoder: right boxes and times, noise for pictures. Every fragment is `partSeconds` long; a key
 * frame comes every `keySeconds`.
 */
export function createSource({
  partSeconds = 0.2,
  keySeconds = 1,
  bytesPerSecond = 60_000,
  hasSound = true,
}: {
  partSeconds?: number;
  keySeconds?: number;
  bytesPerSecond?: number;
  hasSound?: boolean;
} = {}) {
  let made = 0;
  const partsPerKey = Math.round(keySeconds / partSeconds);

  function next(): Buffer {
    const isKey = made % partsPerKey === 0;
    const seconds = made * partSeconds;
    made += 1;
    const pictures = makeSamples({
      ...{ count: Math.round(partSeconds * 30), timescale: 90_000, seconds: partSeconds },
      bytes: bytesPerSecond * partSeconds,
      isKey: (index) => isKey && index === 0,
    });
    const packets = makeSamples({
      ...{ count: Math.round(partSeconds * 50), timescale: 48_000, seconds: partSeconds, bytes: 8000 * partSeconds },
      isKey: () => true,
    });
    return writeFragment({
      sequence: made,
      video: { timescale: 90_000, start: Math.round(seconds * 90_000), samples: pictures },
      ...(hasSound && { audio: { timescale: 48_000, start: Math.round(seconds * 48_000), samples: packets } }),
    });
  }

  return {
    init: writeInit(hasSound ? [video, audio] : [video]),
    next,
    /** The next `count` fragments as one chunk. */
    take: (count: number) => Buffer.concat(Array.from({ length: count }, next)),
  };
}

type Wish = {
  count: number;
  timescale: number;
  seconds: number;
  bytes: number;
  isKey: (index: number) => boolean;
};

function makeSamples({ count, timescale, seconds, bytes, isKey }: Wish): Sample[] {
  const size = Math.max(1, Math.round(bytes / count));
  const data = Buffer.alloc(size * count, count);
  const duration = Math.round((seconds * timescale) / count);
  return Array.from({ length: count }, (_, index) => ({
    ...{ data, at: index * size, size, duration, offset: 0 },
    key: isKey(index),
  }));
}
