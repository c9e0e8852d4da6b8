import { type Box, BrokenStream, findBox, readChildren, readFields } from "./box-reader.ts";
import type { SourceLayout, SourceTrack } from "./init-segment.ts";

/**
 * One coded picture or sound packet: `size` bytes of `data` from `at` on, which is only good until the next push.
 * Duration and offset (decoding to showing) are ticks of its track. `prefix` is written in front of it.
 */
export type Sample = {
  data: Buffer;
  at: number;
  size: number;
  duration: number;
  offset: number;
  key: boolean;
  prefix?: Buffer;
};

/** The samples of one track in one fragment; `start` is the decoding time of the first in ticks. */
export type TrackRun = { timescale: number; start: number; samples: Sample[] };

/** What one moof + mdat holds; at least one of the two. */
export type Fragment = { video?: TrackRun; audio?: TrackRun };

const maxTakeSeconds = 14 * 86_400;
const maxDelaySeconds = 10;
const maxSamples = 20_000;
const nonSyncSample = 0x00010000;

/**
 * Reads a fragment whose moof starts at 0 of `bytes`. Throws BrokenStream. `position` is where that is in the source's
 * stream, for sources that count their offsets from its beginning.
 */
export function parseFragment({
  bytes,
  moof,
  mdat,
  layout,
  position,
}: {
  bytes: Buffer;
  moof: Box;
  mdat: Box;
  layout: SourceLayout;
  position: number;
}): Fragment {
  const fragment: Fragment = {};
  for (const traf of readChildren(bytes, moof.body, moof.end).filter(({ type }) => type === "traf")) {
    const found = parseTrackRun({ bytes, traf, mdat, layout, position });
    if (!found) continue;
    if (fragment[found.track.kind]) throw new BrokenStream("A track comes twice in a fragment.");
    fragment[found.track.kind] = found.run;
  }
  if (!fragment.video && !fragment.audio && layout.size === countKept(layout))
    throw new BrokenStream("A fragment belongs to no track.");
  return fragment;
}

function countKept(layout: SourceLayout): number {
  return [...layout.values()].filter((track) => track !== null).length;
}

type Reading = { bytes: Buffer; traf: Box; mdat: Box; layout: SourceLayout; position: number };

function parseTrackRun({ bytes, traf, mdat, layout, position }: Reading) {
  const header = readFields(bytes, findBox(bytes, traf, "tfhd"));
  const flags = header.u32() & 0xffffff;
  const track = layout.get(header.u32());
  if (track === undefined) throw new BrokenStream("A fragment names a track that does not exist.");
  if (track === null) return undefined;
  const base = flags & 0x1 ? header.u64() - position : flags & 0x20000 ? 0 : undefined;
  if (base === undefined) throw new BrokenStream("A fragment does not count its offsets from its moof.");
  if (flags & 0x2) header.skip(4);
  const defaults = {
    duration: flags & 0x8 ? header.u32() : track.defaultDuration,
    size: flags & 0x10 ? header.u32() : track.defaultSize,
    flags: flags & 0x20 ? header.u32() : track.defaultFlags,
  };
  const samples: Sample[] = [];
  let end = mdat.body;
  for (const trun of readChildren(bytes, traf.body, traf.end).filter(({ type }) => type === "trun")) {
    end = readSamples({ bytes, trun, mdat, base, from: end, defaults, samples });
  }
  if (samples.length === 0) return undefined;
  return { track, run: makeRun(track, readBaseTime(bytes, findBox(bytes, traf, "tfdt")), samples) };
}

/** The shift of the edit list moves pictures by their offsets and sound, which has none, by its time. */
function makeRun({ kind, timescale, shift }: SourceTrack, start: number, samples: Sample[]): TrackRun {
  if (start > maxTakeSeconds * timescale) throw new BrokenStream("A fragment starts weeks into its take.");
  if (samples.some(({ offset }) => Math.abs(offset) > maxDelaySeconds * timescale))
    throw new BrokenStream("A picture is shown long after it is decoded.");
  if (shift === 0) return { timescale, start, samples };
  if (kind === "audio") return { timescale, start: start + shift, samples };
  for (const sample of samples) sample.offset += shift;
  return { timescale, start, samples };
}

function readBaseTime(bytes: Buffer, tfdt: Box): number {
  const fields = readFields(bytes, tfdt);
  const version = fields.u8();
  fields.skip(3);
  return version === 1 ? fields.u64() : fields.u32();
}

type SampleReading = {
  bytes: Buffer;
  trun: Box;
  mdat: Box;
  base: number;
  /** Where the data goes on when the run does not say. */
  from: number;
  defaults: { duration: number; size: number; flags: number };
  samples: Sample[];
};

/** Adds the samples of one run; returns where their data ends. */
function readSamples({ bytes, trun, mdat, base, from, defaults, samples }: SampleReading): number {
  const fields = readFields(bytes, trun);
  const flags = fields.u32() & 0xffffff;
  const count = fields.u32();
  if (samples.length + count > maxSamples) throw new BrokenStream("A fragment has too many samples.");
  let at = flags & 0x1 ? base + fields.i32() : from;
  const firstFlags = flags & 0x4 ? fields.u32() : undefined;
  for (let index = 0; index < count; index++) {
    const duration = flags & 0x100 ? fields.u32() : defaults.duration;
    const size = flags & 0x200 ? fields.u32() : defaults.size;
    const own = flags & 0x400 ? fields.u32() : defaults.flags;
    const offset = flags & 0x800 ? fields.i32() : 0;
    const end = at + size;
    if (at < mdat.body || end > mdat.end) throw new BrokenStream("Samples lie outside their data.");
    const sampleFlags = index === 0 ? (firstFlags ?? own) : own;
    samples.push({ data: bytes, at, size, duration, offset, key: (sampleFlags & nonSyncSample) === 0 });
    at = end;
  }
  return at;
}
