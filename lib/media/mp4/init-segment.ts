import { type Box, BrokenStream, findBox, readBoxHeader, readChildren, readFields } from "./box-reader.ts";
import { findCodec } from "./codec.ts";
import { readShift } from "./edit-list.ts";
import { type Rotation, readPictureSize, readRotation } from "./picture-shape.ts";
import { writeInit } from "./write-init.ts";

/**
 * One track as viewers get it. `timescale` is ticks per second; the size is the one it is shown in, turned by `rotation` and
 * with square pixels, and 0 for sound.
 */
export type Track = {
  kind: "video" | "audio";
  timescale: number;
  codec: string;
  rotation: Rotation;
  /** The sample entry of stsd: the codec and all its decoder needs. */
  sampleEntry: Buffer;
  width: number;
  height: number;
};

/** The initialisation segment of a take, ftyp + moov, written anew from what was understood of the source's. */
export type InitSegment = { bytes: Buffer; video?: Track; audio?: Track; codecs: string[] };

/** How the source numbers and times its tracks; null for those that are left out. Defaults come from trex. */
export type SourceTrack = Track & { shift: number; defaultDuration: number; defaultSize: number; defaultFlags: number };
export type SourceLayout = ReadonlyMap<number, SourceTrack | null>;

export function makeInit({ video, audio }: { video?: Track; audio?: Track }): InitSegment {
  const tracks = [video, audio].filter((track) => track !== undefined);
  return { bytes: writeInit(tracks), video, audio, codecs: tracks.map(({ codec }) => codec) };
}

/** Reads the moov of an initialisation segment. Throws BrokenStream on anything a viewer could not play. */
export function parseInit(bytes: Buffer, moov: Box): { init: InitSegment; layout: SourceLayout } {
  const layout = new Map<number, SourceTrack | null>();
  const movieTimescale = readTimescale(bytes, findBox(bytes, moov, "mvhd"));
  for (const trak of childrenOf(bytes, moov, "trak")) {
    const id = readTrackId(bytes, findBox(bytes, trak, "tkhd"));
    if (layout.has(id)) throw new BrokenStream("Two tracks share one number.");
    const track = parseTrack(bytes, trak, movieTimescale);
    layout.set(id, track && [...layout.values()].some((other) => other?.kind === track.kind) ? null : track);
  }
  const tracks = [...layout.values()].filter((track) => track !== null);
  if (tracks.length === 0) throw new BrokenStream("There is neither picture nor sound.");
  applyDefaults(bytes, findBox(bytes, moov, "mvex"), layout);
  const [video, audio] = [tracks.find(({ kind }) => kind === "video"), tracks.find(({ kind }) => kind === "audio")];
  return { init: makeInit({ video, audio }), layout };
}

function childrenOf(bytes: Buffer, parent: Box, type: string): Box[] {
  return readChildren(bytes, parent.body, parent.end).filter((child) => child.type === type);
}

function parseTrack(bytes: Buffer, trak: Box, movieTimescale: number): SourceTrack | null {
  const handler = readFields(bytes, findBox(bytes, trak, "mdia/hdlr"));
  handler.skip(8);
  const handlerType = handler.text(4);
  if (handlerType !== "vide" && handlerType !== "soun") return null;
  const timescale = readTimescale(bytes, findBox(bytes, trak, "mdia/mdhd"));
  const entry = readSampleEntry(bytes, findBox(bytes, trak, "mdia/minf/stbl/stsd"));
  const kind = handlerType === "vide" ? "video" : "audio";
  const rotation = kind === "video" ? readRotation(bytes, findBox(bytes, trak, "tkhd")) : 0;
  return {
    kind,
    rotation,
    timescale,
    codec: findCodec(bytes, entry, kind),
    sampleEntry: Buffer.from(bytes.subarray(entry.start, entry.end)),
    ...(kind === "video" ? readPictureSize(bytes, entry, rotation) : { width: 0, height: 0 }),
    shift: readShift(bytes, trak, { timescale, movieTimescale }),
    defaultDuration: 0,
    defaultSize: 0,
    defaultFlags: 0,
  };
}

function readTrackId(bytes: Buffer, tkhd: Box): number {
  const fields = readFields(bytes, tkhd);
  const version = fields.u8();
  fields.skip(3 + (version === 1 ? 16 : 8));
  return fields.u32();
}

const finestTimescale = 10_000_000;

/** Of mvhd or mdhd, which begin alike. */
function readTimescale(bytes: Buffer, header: Box): number {
  const fields = readFields(bytes, header);
  const version = fields.u8();
  fields.skip(3 + (version === 1 ? 16 : 8));
  const timescale = fields.u32();
  if (timescale === 0 || timescale > finestTimescale) throw new BrokenStream("A track has no usable time scale.");
  return timescale;
}

const largestSampleEntry = 64 * 1024;

function readSampleEntry(bytes: Buffer, stsd: Box): Box {
  const entry = readBoxHeader(bytes, stsd.body + 8);
  if (!entry || entry.end > stsd.end || entry.end - entry.start > largestSampleEntry)
    throw new BrokenStream("A track does not name its codec.");
  return entry;
}

function applyDefaults(bytes: Buffer, mvex: Box, layout: SourceLayout): void {
  for (const trex of childrenOf(bytes, mvex, "trex")) {
    const fields = readFields(bytes, trex);
    fields.skip(4);
    const track = layout.get(fields.u32());
    fields.skip(4);
    if (!track) continue;
    track.defaultDuration = fields.u32();
    track.defaultSize = fields.u32();
    track.defaultFlags = fields.u32();
  }
}
