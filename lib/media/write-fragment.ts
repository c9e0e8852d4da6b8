import { box, fullBox, u32 } from "./box-writer.ts";
import type { Sample, TrackRun } from "./fragment.ts";
import { trackIds } from "./write-init.ts";

const syncFlags = 0x02000000;
const nonSyncFlags = 0x01010000;
const defaultBaseIsMoof = 0x20000;

/**
 * A fragment (moof + mdat) with our track numbers, pictures before sound. Its layout depends on the number of samples
 * only, so that times and the sample entry can be written over in place. `entries`: which sample entry each track uses.
 */
export function writeFragment({
  sequence,
  video,
  audio,
  entries = { video: 1, audio: 1 },
}: {
  sequence: number;
  video?: TrackRun;
  audio?: TrackRun;
  entries?: { video: number; audio: number };
}): Buffer {
  const runs = [
    ...(video ? [{ kind: "video" as const, run: video }] : []),
    ...(audio ? [{ kind: "audio" as const, run: audio }] : []),
  ];
  const headBytes = 8 + 16 + runs.reduce((sum, { kind, run }) => sum + trafBytes(kind, run), 0);
  let at = headBytes + 8;
  const trafs = runs.map(({ kind, run }) => {
    const from = at;
    at += run.samples.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return writeTraf(kind, run, { from, entry: entries[kind] });
  });
  const moof = box("moof", fullBox("mfhd", {}, u32(sequence >>> 0)), ...trafs);
  const data = runs.flatMap(({ run }) => run.samples.map(({ bytes }) => bytes));
  const mdat = u32(at - headBytes, 0);
  mdat.write("mdat", 4, "latin1");
  return Buffer.concat([moof, mdat, ...data], at);
}

const entryBytes = { video: 16, audio: 8 } as const;

function trafBytes(kind: "video" | "audio", { samples }: TrackRun): number {
  return 8 + 24 + 20 + 20 + samples.length * entryBytes[kind];
}

function writeTraf(kind: "video" | "audio", run: TrackRun, { from, entry }: { from: number; entry: number }): Buffer {
  const tfhd = fullBox("tfhd", { flags: defaultBaseIsMoof | 0x22 }, u32(trackIds[kind], entry, syncFlags));
  const start = Buffer.alloc(8);
  start.writeBigUInt64BE(BigInt(run.start));
  return box("traf", tfhd, fullBox("tfdt", { version: 1 }, start), writeTrun(kind, run.samples, from));
}

function writeTrun(kind: "video" | "audio", samples: Sample[], from: number): Buffer {
  const table = Buffer.alloc(samples.length * entryBytes[kind]);
  let at = 0;
  for (const { duration, bytes, key, offset } of samples) {
    at = table.writeUInt32BE(duration, at);
    at = table.writeUInt32BE(bytes.length, at);
    if (kind === "audio") continue;
    at = table.writeUInt32BE(key ? syncFlags : nonSyncFlags, at);
    at = table.writeInt32BE(offset, at);
  }
  const flags = kind === "video" ? 0xf01 : 0x301;
  return fullBox("trun", { version: 1, flags }, u32(samples.length, from), table);
}
