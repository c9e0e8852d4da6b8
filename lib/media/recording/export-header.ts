import type { InitSegment, Track } from "#lib/media/mp4/init-segment.ts";
import { readParameterSets } from "#lib/media/mp4/parameter-sets.ts";
import { type WrittenTrack, writeHeader } from "#lib/media/mp4/write-init.ts";

/** How a take stands in the file: its sample entries by number, and what goes in front of its key frames. */
export type ExportedTake = { init: InitSegment; entries: { video: number; audio: number }; prefix: Buffer };

const nothing = Buffer.alloc(0);
const kinds = ["video", "audio"] as const;

/**
 * One header for all takes. H.264 takes share the entry of the first and bring their own settings in front of key frames,
 * because hardly any player reads more than one entry in a fragmented file; other codecs get an entry of their own.
 */
export function joinTakes(inits: Map<string, InitSegment>, seconds: number) {
  const entries = { video: new Map<string, Buffer>(), audio: new Map<string, Buffer>() };
  const takes = new Map<string, ExportedTake>();
  const firsts = {
    video: [...inits.values()].find(({ video }) => video)?.video,
    audio: [...inits.values()].find(({ audio }) => audio)?.audio,
  };

  for (const [takeId, init] of inits) {
    const prefix = prefixOf(init.video);
    const video = prefix.length > 0 ? firsts.video : init.video;
    takes.set(takeId, {
      init,
      prefix,
      entries: { video: numberOf("video", video), audio: numberOf("audio", init.audio) },
    });
  }

  /** As soon as two takes differ every one of them brings its own, lest a player that was moved keeps another's. */
  function prefixOf(track: Track | undefined): Buffer {
    const { video: first } = firsts;
    const differ = [...inits.values()].some(
      ({ video }) => video && first && !video.sampleEntry.equals(first.sampleEntry),
    );
    if (!track || !first || !differ || !readParameterSets(first.sampleEntry)) return nothing;
    return readParameterSets(track.sampleEntry) ?? nothing;
  }

  function numberOf(kind: "video" | "audio", track: Track | undefined): number {
    if (!track) return 1;
    const name = track.sampleEntry.toString("base64");
    entries[kind].set(name, track.sampleEntry);
    return [...entries[kind].keys()].indexOf(name) + 1;
  }

  const tracks = kinds.flatMap((kind): WrittenTrack[] => {
    const first = firsts[kind];
    return first ? [{ ...first, sampleEntries: [...entries[kind].values()] }] : [];
  });
  const timescales = { video: firsts.video?.timescale ?? 1, audio: firsts.audio?.timescale ?? 1 };
  const { width = 0, height = 0 } = firsts.video ?? {};
  return { header: writeHeader(tracks, seconds), takes, timescales, size: { width, height } };
}
