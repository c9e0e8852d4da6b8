import { readBoxHeader } from "./box-reader.ts";
import { parseFragment, type TrackRun } from "./fragment.ts";
import type { InitSegment, SourceLayout, Track } from "./init-segment.ts";
import { writeFragment } from "./write-fragment.ts";
import { trackIds, writeInit } from "./write-init.ts";

/** The initialisation segment of the sound alone; undefined for a take without sound. */
export function makeAudioInit({ audio }: InitSegment): Buffer | undefined {
  return audio && writeInit([audio]);
}

/** The sound of a published segment as one fragment of its own; undefined when it has none. */
export function extractAudio(segment: Buffer, { init, sequence }: { init: InitSegment; sequence: number }) {
  const runs = readFragments(segment, init).flatMap(({ audio }) => audio ?? []);
  const [first] = runs;
  if (!first) return undefined;
  const audio: TrackRun = { ...first, samples: runs.flatMap(({ samples }) => samples) };
  return writeFragment({ sequence, audio });
}

/** Reads the fragments of a segment that this packager wrote. */
export function readFragments(segment: Buffer, { video, audio }: Pick<InitSegment, "video" | "audio">) {
  const layout: SourceLayout = new Map([video, audio].flatMap((track) => (track ? [asSource(track)] : [])));
  const fragments = [];
  for (let at = 0; at < segment.length; ) {
    const bytes = segment.subarray(at);
    const moof = readBoxHeader(bytes, 0);
    const mdat = moof && readBoxHeader(bytes, moof.end);
    if (!moof || !mdat) throw new Error("A published segment is cut off.");
    fragments.push(parseFragment({ bytes, moof, mdat, layout, position: 0 }));
    at += mdat.end;
  }
  return fragments;
}

function asSource(track: Track) {
  const defaults = { shift: 0, defaultDuration: 0, defaultSize: 0, defaultFlags: 0 };
  return [trackIds[track.kind], { ...track, ...defaults }] as const;
}
