import { type Box, BrokenStream, findBox, readChildren, readFields } from "./box-reader.ts";
import type { InitSegment, Track } from "./init-segment.ts";

/** One moof + mdat. Seconds on the take's own clock, which starts near 0. */
export type Fragment = {
  bytes: Buffer;
  baseTimeSeconds: number;
  durationSeconds: number;
  startsWithKeyframe: boolean;
};

type TrackRun = { track: Track; baseTimeSeconds: number; durationSeconds: number; startsWithKeyframe: boolean };

const longestFragmentSeconds = 60;
const longestTakeSeconds = 14 * 86_400;
const mostSamples = 20_000;
const nonSyncSample = 0x00010000;

/** Reads the timing of a fragment whose moof starts at 0 of `bytes`. Throws BrokenStream. */
export function parseFragment(bytes: Buffer, moof: Box, mdat: Box, init: InitSegment): Fragment {
  const runs = readChildren(bytes, moof.body, moof.end)
    .filter((child) => child.type === "traf")
    .map((traf) => parseTrackRun(bytes, traf, mdat, init))
    .filter((run) => run !== undefined);
  const hasVideo = [...init.tracks.values()].some((track) => track.kind === "video");
  const video = runs.find((run) => run.track.kind === "video");
  const lead = video ?? runs[0];
  if (!lead) throw new BrokenStream("A fragment belongs to no track.");
  const durationSeconds = lead.durationSeconds || Math.max(...runs.map((run) => run.durationSeconds));
  if (durationSeconds > longestFragmentSeconds) throw new BrokenStream("A fragment is longer than a minute.");
  if (lead.baseTimeSeconds > longestTakeSeconds) throw new BrokenStream("A fragment starts weeks into its take.");
  return {
    bytes,
    baseTimeSeconds: lead.baseTimeSeconds,
    durationSeconds,
    startsWithKeyframe: hasVideo ? (video?.startsWithKeyframe ?? false) : true,
  };
}

function parseTrackRun(bytes: Buffer, traf: Box, mdat: Box, init: InitSegment): TrackRun | undefined {
  const header = readFields(bytes, findBox(bytes, traf, "tfhd"));
  const flags = header.u32() & 0xffffff;
  const track = init.tracks.get(header.u32());
  if (!track) throw new BrokenStream("A fragment names a track that does not exist.");
  if (flags & 0x1 || !(flags & 0x20000)) throw new BrokenStream("A fragment does not count its offsets from its moof.");
  if (flags & 0x2) header.skip(4);
  const defaults = {
    duration: flags & 0x8 ? header.u32() : track.defaultDuration,
    size: flags & 0x10 ? header.u32() : track.defaultSize,
    flags: flags & 0x20 ? header.u32() : track.defaultFlags,
  };
  const samples = readChildren(bytes, traf.body, traf.end)
    .filter((child) => child.type === "trun")
    .map((trun) => readSamples(bytes, trun, mdat, { ...defaults, kind: track.kind }));
  const first = samples.find((run) => run.count > 0);
  if (!first) return undefined;
  const ticks = samples.reduce((sum, run) => sum + run.ticks, 0);
  return {
    track,
    baseTimeSeconds: readBaseTime(bytes, findBox(bytes, traf, "tfdt")) / track.timescale,
    durationSeconds: ticks / track.timescale,
    startsWithKeyframe: (first.firstFlags & nonSyncSample) === 0,
  };
}

function readBaseTime(bytes: Buffer, tfdt: Box): number {
  const fields = readFields(bytes, tfdt);
  const version = fields.u8();
  fields.skip(3);
  return version === 1 ? fields.u64() : fields.u32();
}

type SampleDefaults = { kind: Track["kind"]; duration: number; size: number; flags: number };

function readSamples(bytes: Buffer, trun: Box, mdat: Box, defaults: SampleDefaults) {
  const fields = readFields(bytes, trun);
  const flags = fields.u32() & 0xffffff;
  const count = fields.u32();
  if (count > mostSamples) throw new BrokenStream("A fragment has too many samples.");
  const dataOffset = flags & 0x1 ? fields.i32() : undefined;
  let firstFlags = flags & 0x4 ? fields.u32() : undefined;
  let ticks = 0;
  let size = 0;
  let last = { at: 0, duration: 0, previous: 0 };
  for (let sample = 0; sample < count; sample++) {
    const at = fields.position();
    const duration = flags & 0x100 ? fields.u32() : defaults.duration;
    last = { at, duration, previous: last.duration };
    ticks += duration;
    size += flags & 0x200 ? fields.u32() : defaults.size;
    const sampleFlags = flags & 0x400 ? fields.u32() : defaults.flags;
    if (sample === 0) firstFlags ??= sampleFlags;
    if (flags & 0x800) fields.skip(4);
  }
  const from = dataOffset ?? mdat.body;
  if (count > 0 && (from < mdat.body || from + size > mdat.end))
    throw new BrokenStream("Samples lie outside their data.");
  if (defaults.kind === "audio" && flags & 0x100) ticks += mendLastDuration(bytes, last);
  return { count, ticks, firstFlags: firstFlags ?? defaults.flags };
}

/**
 * Chromium writes the last Opus packet of a fragment as 21 ms whatever it holds. The hole this leaves is more than twice
 * that, which Media Source takes for a discontinuity, and then drops every picture up to the next key frame. Packets of
 * one recording are equally long, so the last gets the length of the one before. Returns the ticks added.
 */
function mendLastDuration(bytes: Buffer, last: { at: number; duration: number; previous: number }): number {
  if (last.duration >= last.previous) return 0;
  bytes.writeUInt32BE(last.previous, last.at);
  return last.previous - last.duration;
}
