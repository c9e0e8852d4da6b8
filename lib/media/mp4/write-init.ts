import { box, fullBox, u16, u32, zeros } from "./box-writer.ts";
import type { Track } from "./init-segment.ts";
import { isUpright, matrixOf, type Rotation } from "./picture-shape.ts";

/** The numbers our tracks have in every file: pictures 1, sound 2. */
export const trackIds = { video: 1, audio: 2 } as const;

const movieTimescale = 1000;

const upright = matrix(0);

/** `sampleEntries` of one kind beyond the first serve takes that were made otherwise; fragments name theirs by number. */
export type WrittenTrack = Pick<Track, "kind" | "timescale" | "width" | "height" | "rotation"> & {
  sampleEntries: Buffer[];
};

/** ftyp + moov of these tracks, one of a kind. */
export function writeInit(tracks: Track[]): Buffer {
  return writeHeader(tracks.map((track) => ({ ...track, sampleEntries: [track.sampleEntry] })));
}

/** `seconds`: how long the file is, where that is known before its fragments are read. */
export function writeHeader(tracks: WrittenTrack[], seconds?: number): Buffer {
  const brands = Buffer.from("iso6iso5mp41", "latin1");
  const ftyp = box("ftyp", Buffer.from("iso6", "latin1"), u32(0x200), brands);
  const trex = tracks.map(({ kind }) => fullBox("trex", {}, u32(trackIds[kind], 1, 0, 0, 0)));
  const whole = seconds === undefined ? [] : [fullBox("mehd", {}, u32(Math.round(seconds * movieTimescale)))];
  return Buffer.concat([ftyp, box("moov", movieHeader(), ...tracks.map(writeTrack), box("mvex", ...whole, ...trex))]);
}

function movieHeader(): Buffer {
  const times = u32(0, 0, movieTimescale, 0);
  return fullBox("mvhd", {}, times, u32(0x00010000), u16(0x0100), zeros(10), upright, zeros(24), u32(3));
}

function writeTrack(track: WrittenTrack): Buffer {
  return box("trak", trackHeader(track), box("mdia", mediaHeader(track), handler(track), mediaInformation(track)));
}

function matrix(rotation: Rotation): Buffer {
  return u32(...matrixOf(rotation).map((field) => field >>> 0));
}

/** The size before it is turned. */
function trackHeader({ kind, rotation, width, height }: WrittenTrack): Buffer {
  const [across, down] = isUpright(rotation) ? [width, height] : [height, width];
  const volume = u16(0, 0, kind === "audio" ? 0x0100 : 0, 0);
  const size = u32((across << 16) >>> 0, (down << 16) >>> 0);
  return fullBox("tkhd", { flags: 3 }, u32(0, 0, trackIds[kind], 0, 0), zeros(8), volume, matrix(rotation), size);
}

function mediaHeader({ timescale }: WrittenTrack): Buffer {
  const undetermined = 0x55c4;
  return fullBox("mdhd", {}, u32(0, 0, timescale, 0), u16(undetermined, 0));
}

function handler({ kind }: WrittenTrack): Buffer {
  const [type, name] = kind === "video" ? ["vide", "Pictures\0"] : ["soun", "Sound\0"];
  return fullBox("hdlr", {}, zeros(4), Buffer.from(type, "latin1"), zeros(12), Buffer.from(name, "latin1"));
}

function mediaInformation({ kind, sampleEntries }: WrittenTrack): Buffer {
  const header = kind === "video" ? fullBox("vmhd", { flags: 1 }, zeros(8)) : fullBox("smhd", {}, zeros(4));
  const here = box("dinf", fullBox("dref", {}, u32(1), fullBox("url ", { flags: 1 })));
  const samples = box(
    "stbl",
    fullBox("stsd", {}, u32(sampleEntries.length), ...sampleEntries),
    fullBox("stts", {}, u32(0)),
    fullBox("stsc", {}, u32(0)),
    fullBox("stsz", {}, u32(0, 0)),
    fullBox("stco", {}, u32(0)),
  );
  return box("minf", header, here, samples);
}
