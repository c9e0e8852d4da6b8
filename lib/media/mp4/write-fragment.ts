import type { Sample, TrackRun } from "./fragment.ts";
import { trackIds } from "./write-init.ts";

const syncFlags = 0x02000000;
const nonSyncFlags = 0x01010000;
const defaultBaseIsMoof = 0x20000;

type Kind = keyof typeof trackIds;
type Fields = {
  sequence: number;
  video?: TrackRun;
  audio?: TrackRun;
  /** Which sample entry each track uses. */
  entries?: Record<Kind, number>;
};

/**
 * A fragment (moof + mdat) with our track numbers, pictures before sound, into memory that `allocate` gives. Its layout
 * depends on the number of samples only. Fields are written one by one: this runs for every fragment of every show.
 */
export function writeFragment(
  { sequence, video, audio, entries = { video: 1, audio: 1 } }: Fields,
  allocate: (bytes: number) => Buffer = Buffer.allocUnsafe,
): Buffer {
  const moofBytes = 8 + 16 + (video ? trafBytes("video", video) : 0) + (audio ? trafBytes("audio", audio) : 0);
  const videoBytes = video ? dataBytes(video) : 0;
  const audioBytes = audio ? dataBytes(audio) : 0;
  const out = allocate(moofBytes + 8 + videoBytes + audioBytes);
  let at = writeHead(out, 0, moofBytes, moof);
  at = writeHead(out, at, 16, mfhd);
  at = out.writeUInt32BE(0, at);
  at = out.writeUInt32BE(sequence >>> 0, at);
  if (video) at = writeTraf(out, at, { kind: "video", run: video, from: moofBytes + 8, entry: entries.video });
  if (audio)
    at = writeTraf(out, at, { kind: "audio", run: audio, from: moofBytes + 8 + videoBytes, entry: entries.audio });
  at = writeHead(out, at, 8 + videoBytes + audioBytes, mdat);
  if (video) at = copyData(out, at, video.samples);
  if (audio) copyData(out, at, audio.samples);
  return out;
}

const nameOf = (type: string) => Buffer.from(type, "latin1").readUInt32BE(0);
const [moof, mfhd, traf, tfhd, tfdt, trun, mdat] = ["moof", "mfhd", "traf", "tfhd", "tfdt", "trun", "mdat"].map(nameOf);
const entryBytes = { video: 16, audio: 8 } as const;

function trafBytes(kind: Kind, { samples }: TrackRun): number {
  return 8 + 24 + 20 + 20 + samples.length * entryBytes[kind];
}

function dataBytes({ samples }: TrackRun): number {
  let bytes = 0;
  for (const { size, prefix } of samples) bytes += size + (prefix ? prefix.length : 0);
  return bytes;
}

function writeHead(out: Buffer, at: number, size: number, name = 0): number {
  return out.writeUInt32BE(name, out.writeUInt32BE(size, at));
}

type Traf = { kind: Kind; run: TrackRun; from: number; entry: number };

function writeTraf(out: Buffer, start: number, { kind, run, from, entry }: Traf): number {
  let at = writeHead(out, start, trafBytes(kind, run), traf);
  at = writeHead(out, at, 24, tfhd);
  at = out.writeUInt32BE(defaultBaseIsMoof | 0x22, at);
  at = out.writeUInt32BE(trackIds[kind], at);
  at = out.writeUInt32BE(entry, at);
  at = out.writeUInt32BE(syncFlags, at);
  at = writeHead(out, at, 20, tfdt);
  at = out.writeUInt32BE(0x01000000, at);
  at = out.writeUInt32BE(Math.floor(run.start / 2 ** 32), at);
  at = out.writeUInt32BE(run.start % 2 ** 32, at);
  at = writeHead(out, at, 20 + run.samples.length * entryBytes[kind], trun);
  at = out.writeUInt32BE(0x01000000 | (kind === "video" ? 0xf01 : 0x301), at);
  at = out.writeUInt32BE(run.samples.length, at);
  at = out.writeUInt32BE(from, at);
  for (const { duration, size, prefix, key, offset } of run.samples) {
    at = out.writeUInt32BE(duration, at);
    at = out.writeUInt32BE(size + (prefix ? prefix.length : 0), at);
    if (kind === "audio") continue;
    at = out.writeUInt32BE(key ? syncFlags : nonSyncFlags, at);
    at = out.writeInt32BE(offset, at);
  }
  return at;
}

/** Samples that lie behind one another in their source, as nearly all do, are copied in one go. */
function copyData(out: Buffer, start: number, samples: Sample[]): number {
  let at = start;
  for (let index = 0; index < samples.length; ) {
    const first = samples[index];
    if (!first) break;
    if (first.prefix) at += first.prefix.copy(out, at);
    let end = first.at + first.size;
    let next = samples[++index];
    while (next && next.data === first.data && next.at === end && !next.prefix) {
      end += next.size;
      next = samples[++index];
    }
    at += first.data.copy(out, at, first.at, end);
  }
  return at;
}
