import { type Bytes, box, fullBox, join, latin, u8, u16, u32, zeros } from "./mp4-boxes.ts";

/** Ticks per second of each track, and its number. */
export const trackOf = {
  picture: { id: 1, timescale: 90_000 },
  sound: { id: 2, timescale: 48_000 },
} as const;

/** How numbers become light, by the codes of ISO 23091-2: primaries, transfer, matrix, and whether black is 0 and white 255. */
export type Colours = { primaries: number; transfer: number; matrix: number; isFullRange: boolean };

/** H.264 pictures; `config` is the decoder configuration record (avcC), as WebCodecs hands it over as the description. */
export type PictureFormat = { width: number; height: number; config: Uint8Array; colours?: Colours };

/** Sound of 48,000 samples a second; `config` is the description: OpusHead, or the AudioSpecificConfig of AAC. */
export type SoundFormat = { codec: "opus" | "aac"; channels: number; config: Uint8Array };

/** The initialisation segment (ftyp + moov) of a fragmented MP4. */
export function writeInit({ picture, sound }: { picture: PictureFormat; sound: SoundFormat }): Bytes {
  const ftyp = box("ftyp", latin("iso6"), u32(0x200), latin("iso6mp41"));
  const trex = [trackOf.picture, trackOf.sound].map(({ id }) => fullBox("trex", {}, u32(id, 1, 0, 0, 0)));
  const times = u32(0, 0, 1000, 0);
  const mvhd = fullBox("mvhd", {}, times, u32(0x00010000), u16(0x0100), zeros(10), matrix, zeros(24), u32(3));
  return join([ftyp, box("moov", mvhd, writePictureTrack(picture), writeSoundTrack(sound), box("mvex", ...trex))]);
}

/** The codecs of the file, as RFC 6381 names them. */
export function mimeTypeOf({ picture, sound }: { picture: PictureFormat; sound: SoundFormat }): string {
  const profile = [...picture.config.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `video/mp4;codecs=avc1.${profile},${sound.codec === "opus" ? "opus" : "mp4a.40.2"}`;
}

const matrix = u32(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000);

function writePictureTrack({ width, height, config, colours }: PictureFormat): Bytes {
  const resolution = u32(0x00480000, 0x00480000);
  const entry = join([
    ...[zeros(6), u16(1), zeros(16), u16(width, height), resolution, zeros(4), u16(1), zeros(32), u16(0x18, 0xffff)],
    box("avcC", join([config])),
    ...(colours ? [writeColours(colours)] : []),
  ]);
  return writeTrack(trackOf.picture, {
    size: u32((width << 16) >>> 0, (height << 16) >>> 0),
    volume: 0,
    handler: latin("vide"),
    header: fullBox("vmhd", { flags: 1 }, zeros(8)),
    sampleEntry: box("avc1", entry),
  });
}

function writeSoundTrack({ codec, channels, config }: SoundFormat): Bytes {
  const { timescale } = trackOf.sound;
  const fixed = join([zeros(6), u16(1), zeros(8), u16(channels, 16, 0, 0), u32((timescale << 16) >>> 0)]);
  return writeTrack(trackOf.sound, {
    size: u32(0, 0),
    volume: 0x0100,
    handler: latin("soun"),
    header: fullBox("smhd", {}, zeros(4)),
    sampleEntry: codec === "opus" ? box("Opus", fixed, writeDops(config)) : box("mp4a", fixed, writeEsds(config)),
  });
}

/** Without it a player guesses by the size: red, skin and paint change with the layout. */
function writeColours({ primaries, transfer, matrix: from, isFullRange }: Colours): Bytes {
  return box("colr", latin("nclx"), u16(primaries, transfer, from), u8(isFullRange ? 0x80 : 0));
}

type TrackFields = { size: Bytes; volume: number; handler: Bytes; header: Bytes; sampleEntry: Bytes };

function writeTrack(track: { id: number; timescale: number }, fields: TrackFields): Bytes {
  const { size, volume, handler, header, sampleEntry } = fields;
  const tkhd = fullBox("tkhd", { flags: 3 }, u32(0, 0, track.id, 0, 0), zeros(8), u16(0, 0, volume, 0), matrix, size);
  const undetermined = 0x55c4;
  const mdhd = fullBox("mdhd", {}, u32(0, 0, track.timescale, 0), u16(undetermined, 0));
  const hdlr = fullBox("hdlr", {}, zeros(4), handler, zeros(12), zeros(1));
  const here = box("dinf", fullBox("dref", {}, u32(1), fullBox("url ", { flags: 1 })));
  const noSamples = [
    fullBox("stts", {}, u32(0)),
    fullBox("stsc", {}, u32(0)),
    fullBox("stsz", {}, u32(0, 0)),
    fullBox("stco", {}, u32(0)),
  ];
  const stbl = box("stbl", fullBox("stsd", {}, u32(1), sampleEntry), ...noSamples);
  return box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", header, here, stbl)));
}

/** OpusHead (RFC 7845, 5.1) has its numbers the other way round than dOps (Opus in ISOBMFF, 4.3.2). */
function writeDops(head: Uint8Array): Bytes {
  const from = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const at = 8;
  return box(
    "dOps",
    u8(0, from.getUint8(at + 1)),
    u16(from.getUint16(at + 2, true)),
    u32(from.getUint32(at + 4, true)),
    u16(from.getUint16(at + 8, true)),
    u8(from.getUint8(at + 10)),
  );
}

/** Descriptors of ISO 14496-1, 7.2.6: the stream, its decoder, what the decoder needs. */
function writeEsds(config: Uint8Array): Bytes {
  const specific = descriptor(5, join([config]));
  const decoder = descriptor(4, join([u8(0x40, 0x15), zeros(3), u32(0, 0), specific]));
  return fullBox("esds", {}, descriptor(3, join([u16(1), u8(0), decoder, descriptor(6, u8(2))])));
}

function descriptor(tag: number, body: Bytes): Bytes {
  return join([u8(tag, body.length), body]);
}
