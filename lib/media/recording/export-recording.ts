import { BoxSplitter } from "#lib/media/mp4/boxes.ts";
import type { TrackRun } from "#lib/media/mp4/fragment.ts";
import { type InitSegment, parseInit } from "#lib/media/mp4/init-segment.ts";
import { readFragments } from "#lib/media/mp4/renditions.ts";
import { indexLength, writeIndex } from "#lib/media/mp4/segment-index.ts";
import { writeFragment } from "#lib/media/mp4/write-fragment.ts";
import { type ExportedTake, joinTakes } from "./export-header.ts";
import type { RecordedFile, RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { type ByteRange, readWhole, type Storage } from "./storage.ts";

/** A recording as one fragmented MP4: its length is known before it is read, and any part of it can be read alone. */
export type Export = {
  bytes: number;
  read: (range: ByteRange) => AsyncGenerator<Buffer>;
  /** Of its first take; zero without pictures. */
  size: { width: number; height: number };
};

type Source = { showId: string; index: RecordingIndex; storage: Pick<Storage, "read"> };
type Placed = { file: RecordedFile; number: number; at: number; bytes: number; shiftSeconds: number };

/** Sound of one take may go on a little after its pictures, and pictures are decoded ahead: a take starts so much later. */
export const leadSeconds = 0.15;

/**
 * Lays the takes of a recording one behind the other on one timeline; `takeId` chooses one. Only numbers change in its
 * fragments, and key frames of takes that were coded otherwise get their decoder's settings in front.
 */
export async function openExport({ showId, index, storage, takeId }: Source & { takeId?: string }): Promise<Export> {
  const files = index.files.filter((file) => takeId === undefined || file.takeId === takeId);
  const {
    header: head,
    takes,
    timescales,
    size,
  } = joinTakes(await readInits({ showId, storage }, files), secondsOf(files));
  const placed = place(files, { from: head.length + indexLength(files.length), takes });
  const header = Buffer.concat([head, writeIndex(placed.map(({ bytes, file }) => ({ bytes, seconds: file.seconds })))]);

  async function* read({ from, to }: ByteRange): AsyncGenerator<Buffer> {
    if (from < header.length) yield header.subarray(from, to + 1);
    for (const each of placed) {
      if (each.at + each.bytes <= from) continue;
      if (each.at > to) return;
      const bytes = await readMoved(each);
      yield bytes.subarray(Math.max(0, from - each.at), Math.min(bytes.length, to + 1 - each.at));
    }
  }

  async function readMoved({ file, number, shiftSeconds }: Placed): Promise<Buffer> {
    const take = takeOf(takes, file);
    const stored = await readWhole(storage, recordingKeys.file(showId, file), { from: 0, to: file.bytes - 1 });
    const fragments = readFragments(stored, take.init).map(({ video, audio }, count) =>
      writeFragment({
        sequence: number * maxFragmentsPerFile + count + 1,
        video: video && moveRun(withPrefix(video, take), { scale: timescales.video, shiftSeconds }),
        audio: audio && moveRun(audio, { scale: timescales.audio, shiftSeconds }),
        entries: take.entries,
      }),
    );
    return Buffer.concat(fragments);
  }

  const last = placed.at(-1);
  return { bytes: last ? last.at + last.bytes : header.length, read, size };
}

function secondsOf(files: RecordedFile[]): number {
  const begun = files.filter(({ discontinuity }, number) => number === 0 || discontinuity).length;
  return files.reduce((sum, { seconds }) => sum + seconds, begun * leadSeconds);
}

/** Fragments are numbered through the whole without counting those before. */
const maxFragmentsPerFile = 1000;

/** The initialisation segments of the takes that these files belong to. */
export async function readInits(
  { showId, storage }: Pick<Source, "showId" | "storage">,
  files: RecordedFile[],
): Promise<Map<string, InitSegment>> {
  const inits = new Map<string, InitSegment>();
  for (const takeId of new Set(files.map((file) => file.takeId))) {
    const splitter = new BoxSplitter((unit) => {
      if ("moov" in unit) inits.set(takeId, parseInit(unit.bytes, unit.moov).init);
    });
    splitter.push(await readWhole(storage, recordingKeys.init(showId, takeId)));
  }
  return inits;
}

function place(files: RecordedFile[], { from, takes }: { from: number; takes: Map<string, ExportedTake> }): Placed[] {
  let at = from;
  let seconds = 0;
  let shiftSeconds = 0;
  return files.map((file, number) => {
    if (number === 0 || file.discontinuity) {
      seconds += leadSeconds;
      shiftSeconds = seconds - file.mediaSeconds;
    }
    const bytes = file.bytes + file.keyframes * takeOf(takes, file).prefix.length;
    const placed = { file, number, at, bytes, shiftSeconds };
    at += bytes;
    seconds += file.seconds;
    return placed;
  });
}

function takeOf(takes: Map<string, ExportedTake>, { takeId }: RecordedFile): ExportedTake {
  const take = takes.get(takeId);
  if (!take) throw new Error(`Take ${takeId} has no initialisation segment.`);
  return take;
}

function withPrefix(run: TrackRun, { prefix }: ExportedTake): TrackRun {
  if (prefix.length === 0) return run;
  const samples = run.samples.map((sample) => (sample.key ? { ...sample, prefix } : sample));
  return { ...run, samples };
}

function moveRun(run: TrackRun, { scale, shiftSeconds }: { scale: number; shiftSeconds: number }): TrackRun {
  const { timescale, samples } = run;
  const start = Math.max(0, run.start + Math.round(shiftSeconds * timescale));
  if (scale === timescale) return { timescale, start, samples };
  const rescale = (ticks: number) => Math.round((ticks * scale) / timescale);
  let ticks = start;
  const rescaled = samples.map((sample) => {
    const from = rescale(ticks);
    ticks += sample.duration;
    return { ...sample, duration: rescale(ticks) - from, offset: rescale(sample.offset) };
  });
  return { timescale: scale, start: rescale(start), samples: rescaled };
}
