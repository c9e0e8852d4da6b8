import { type Box, BrokenStream, findBox, readBoxHeader, readChildren, readFields } from "./box-reader.ts";

/** One track of a take. `timescale` is ticks per second; defaults come from trex. */
export type Track = {
  id: number;
  kind: "video" | "audio";
  timescale: number;
  codec: string;
  defaultDuration: number;
  defaultSize: number;
  defaultFlags: number;
};

/** The initialisation segment of a take (ftyp + moov) and what it declares. */
export type InitSegment = { bytes: Buffer; tracks: ReadonlyMap<number, Track>; codecs: string[] };

/** Reads ftyp + moov. Throws BrokenStream on anything a viewer could not play. */
export function parseInit(bytes: Buffer, moov: Box): InitSegment {
  const tracks = new Map<number, Track>();
  for (const trak of childrenOf(bytes, moov, "trak")) {
    const track = parseTrack(bytes, trak);
    if (track && tracks.has(track.id)) throw new BrokenStream("Two tracks share one number.");
    if (track) tracks.set(track.id, track);
  }
  if (tracks.size === 0) throw new BrokenStream("There is neither picture nor sound.");
  applyDefaults(bytes, findBox(bytes, moov, "mvex"), tracks);
  return { bytes, tracks, codecs: [...tracks.values()].map((track) => track.codec) };
}

function childrenOf(bytes: Buffer, parent: Box, type: string): Box[] {
  return readChildren(bytes, parent.body, parent.end).filter((child) => child.type === type);
}

function parseTrack(bytes: Buffer, trak: Box): Track | undefined {
  const handler = readFields(bytes, findBox(bytes, trak, "mdia/hdlr"));
  handler.skip(8);
  const handlerType = handler.text(4);
  if (handlerType !== "vide" && handlerType !== "soun") return undefined;
  return {
    id: readTrackId(bytes, findBox(bytes, trak, "tkhd")),
    kind: handlerType === "vide" ? "video" : "audio",
    timescale: readTimescale(bytes, findBox(bytes, trak, "mdia/mdhd")),
    codec: readCodec(bytes, findBox(bytes, trak, "mdia/minf/stbl/stsd")),
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

function readTimescale(bytes: Buffer, mdhd: Box): number {
  const fields = readFields(bytes, mdhd);
  const version = fields.u8();
  fields.skip(3 + (version === 1 ? 16 : 8));
  const timescale = fields.u32();
  if (timescale === 0) throw new BrokenStream("A track has no time scale.");
  return timescale;
}

function applyDefaults(bytes: Buffer, mvex: Box, tracks: Map<number, Track>): void {
  for (const trex of childrenOf(bytes, mvex, "trex")) {
    const fields = readFields(bytes, trex);
    fields.skip(4);
    const track = tracks.get(fields.u32());
    fields.skip(4);
    if (!track) continue;
    track.defaultDuration = fields.u32();
    track.defaultSize = fields.u32();
    track.defaultFlags = fields.u32();
  }
}

function readCodec(bytes: Buffer, stsd: Box): string {
  const entry = readBoxHeader(bytes, stsd.body + 8);
  if (!entry || entry.end > stsd.end) throw new BrokenStream("A track does not name its codec.");
  switch (entry.type) {
    case "avc1":
    case "avc3":
      return avcCodec(bytes, entry, findConfig(bytes, entry, "avcC", videoEntryBytes));
    case "av01":
      return av1Codec(bytes, findConfig(bytes, entry, "av1C", videoEntryBytes));
    case "mp4a":
      return aacCodec(bytes, findConfig(bytes, entry, "esds", audioEntryBytes));
    case "Opus":
      findConfig(bytes, entry, "dOps", audioEntryBytes);
      return "opus";
    default:
      throw new BrokenStream(`Codec ${entry.type} does not play in every viewer's browser.`, "codec_not_supported");
  }
}

/** Fixed fields of a visual and an audio sample entry that stand before its child boxes (ISO 14496-12, 12.1 and 12.2). */
const videoEntryBytes = 78;
const audioEntryBytes = 28;

function findConfig(bytes: Buffer, entry: Box, type: string, fixedBytes: number): Box {
  const config = readChildren(bytes, entry.body + fixedBytes, entry.end).find((child) => child.type === type);
  if (!config) throw new BrokenStream(`Codec ${entry.type} comes without its ${type} box.`);
  return config;
}

function avcCodec(bytes: Buffer, entry: Box, avcC: Box): string {
  const fields = readFields(bytes, avcC);
  fields.skip(1);
  return `${entry.type}.${hex(fields.u8())}${hex(fields.u8())}${hex(fields.u8())}`;
}

function av1Codec(bytes: Buffer, av1C: Box): string {
  const fields = readFields(bytes, av1C);
  fields.skip(1);
  const level = fields.u8();
  const format = fields.u8();
  const depth = format & 0x40 ? (format & 0x20 ? "12" : "10") : "08";
  return `av01.${level >> 5}.${String(level & 0x1f).padStart(2, "0")}${format & 0x80 ? "H" : "M"}.${depth}`;
}

/** The object type follows the DecoderSpecificInfo tag (5) inside the descriptors of esds (ISO 14496-1, 7.2.6). */
function aacCodec(bytes: Buffer, esds: Box): string {
  const fields = readFields(bytes, esds);
  fields.skip(4);
  const descriptor = () => {
    const tag = fields.u8();
    for (let length = 0; length < 4; length++) if ((fields.u8() & 0x80) === 0) break;
    return tag;
  };
  if (descriptor() !== 3) throw new BrokenStream("The esds box is malformed.");
  fields.skip(3);
  if (descriptor() !== 4) throw new BrokenStream("The esds box is malformed.");
  const objectType = fields.u8();
  if (objectType !== 0x40) throw new BrokenStream("Only AAC sound is played in mp4a.", "codec_not_supported");
  fields.skip(12);
  if (descriptor() !== 5) throw new BrokenStream("The esds box is malformed.");
  return `mp4a.40.${fields.u8() >> 3}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
