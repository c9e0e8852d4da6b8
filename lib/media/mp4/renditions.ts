import { readBoxHeader } from "./box-reader.ts";
import { type Fragment, parseFragment, type TrackRun } from "./fragment.ts";
import type { InitSegment, SourceLayout, Track } from "./init-segment.ts";
import { writeFragment } from "./write-fragment.ts";
import { trackIds, writeInit } from "./write-init.ts";

/**
 * What is cut from published segments, without an encoder: the sound alone, the key pictures with the sound for thin lines,
 * and the pictures alone for a browser that cannot play the sound.
 */
export const renditionNames = ["audio", "thin", "picture"] as const;
export type RenditionName = (typeof renditionNames)[number];

/** The initialisation segment of a rendition; undefined for a take that lacks what it is made of. */
export function makeRenditionInit(init: InitSegment, name: RenditionName): Buffer | undefined {
  const { video, audio } = init;
  if (name === "thin") return video && init.bytes;
  const track = name === "audio" ? audio : video;
  return track && writeInit([track]);
}

/** A published segment in that rendition, as one fragment; undefined when it has nothing of it. */
export function extractRendition(
  segment: Buffer,
  { init, sequence, name }: { init: InitSegment; sequence: number; name: RenditionName },
): Buffer | undefined {
  const fragments = readFragments(segment, init);
  const audio = name === "picture" ? undefined : join(fragments, "audio");
  const pictures = name === "audio" ? undefined : join(fragments, "video");
  const video = name === "thin" ? pictures && keepKeys(pictures) : pictures;
  const isWhole = name === "audio" ? audio : video;
  return isWhole && writeFragment({ sequence, video, audio });
}

function join(fragments: Fragment[], kind: "video" | "audio"): TrackRun | undefined {
  const runs = fragments.flatMap((fragment) => fragment[kind] ?? []);
  const [first] = runs;
  return first && { ...first, samples: runs.flatMap(({ samples }) => samples) };
}

/** Each key picture stands until the next; undefined when the first picture is none, for nothing would stand before it. */
function keepKeys({ samples, ...run }: TrackRun): TrackRun | undefined {
  if (!samples[0]?.key) return undefined;
  const kept: TrackRun["samples"] = [];
  for (const sample of samples) {
    const last = kept.at(-1);
    if (sample.key) kept.push({ ...sample });
    else if (last) last.duration += sample.duration;
  }
  return { ...run, samples: kept };
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
