import { readFile } from "node:fs/promises";
import { findBox, readChildren } from "#lib/media/mp4/box-reader.ts";
import { BoxSplitter, type Unit } from "#lib/media/mp4/boxes.ts";
import { parseFragment } from "#lib/media/mp4/fragment.ts";
import { parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";

/** Where a track's clock stands in the bytes of a piece, and what one round adds to it. */
type Clock = { at: number; time: bigint; round: bigint };
type Piece = { bytes: Buffer; endSeconds: number; clocks: Clock[] };
type Track = { id: number; at: number; time: bigint };
type Read = { bytes: Buffer; endSeconds: number; tracks: Track[] };

/** A film without end, for whoever takes fragmented MP4: after the last piece the first comes again, and its clocks run on. */
export class LoopedFilm {
  readonly init: Buffer;
  /** How long one round is. */
  readonly seconds: number;
  readonly #pieces: Piece[];

  constructor({ init, seconds, pieces }: { init: Buffer; seconds: number; pieces: Piece[] }) {
    this.init = init;
    this.seconds = seconds;
    this.#pieces = pieces;
  }

  /** How many pieces a round has. */
  get length(): number {
    return this.#pieces.length;
  }

  /** The nth piece, counted over all rounds, and when it ends after the film began. */
  piece(n: number): { bytes: Buffer; endSeconds: number } {
    const round = Math.floor(n / this.#pieces.length);
    const piece = this.#pieces[n % this.#pieces.length];
    if (!piece) throw new Error("A film has no such piece.");
    const bytes = Buffer.from(piece.bytes);
    for (const clock of piece.clocks) bytes.writeBigUInt64BE(clock.time + clock.round * BigInt(round), clock.at);
    return { bytes, endSeconds: piece.endSeconds + round * this.seconds };
  }
}

/** Reads a film whose tracks all last a whole number of packets and equally long, as scripts/demo-film.ts makes them. */
export async function readLoopedFilm(path: string): Promise<LoopedFilm> {
  const head: { init?: Buffer; layout: SourceLayout } = { layout: new Map() };
  const found: Read[] = [];
  const splitter = new BoxSplitter((unit) => {
    if ("moov" in unit) {
      head.init = Buffer.from(unit.bytes);
      head.layout = parseInit(unit.bytes, unit.moov).layout;
    } else {
      const end = found.at(-1)?.endSeconds ?? 0;
      found.push(readPiece(unit, head.layout, end));
    }
  });
  const broken = splitter.push(await readFile(path));
  const { init, layout } = head;
  if (broken || !init || found.length === 0) throw new Error(`${path} is no film: ${broken?.detail ?? "it is empty"}`);
  const seconds = found.at(-1)?.endSeconds ?? 0;
  const round = (id: number) => BigInt(Math.round(seconds * (layout.get(id)?.timescale ?? 0)));
  const pieces = found.map(({ tracks, ...piece }) => ({
    ...piece,
    clocks: tracks.map(({ id, at, time }) => ({ at, time, round: round(id) })),
  }));
  return new LoopedFilm({ init, seconds, pieces });
}

function readPiece(unit: Exclude<Unit, { moov: unknown }>, layout: SourceLayout, before: number): Read {
  const { video } = parseFragment({ ...unit, layout });
  const ticks = video ? video.start + video.samples.reduce((sum, { duration }) => sum + duration, 0) : 0;
  const endSeconds = video ? ticks / video.timescale : before;
  const trafs = readChildren(unit.bytes, unit.moof.body, unit.moof.end).filter(({ type }) => type === "traf");
  const tracks = trafs.map((traf) => {
    const id = unit.bytes.readUInt32BE(findBox(unit.bytes, traf, "tfhd").body + 4);
    const tfdt = findBox(unit.bytes, traf, "tfdt");
    if (unit.bytes[tfdt.body] !== 1) throw new Error("A film's clocks need 64 bits.");
    return { id, at: tfdt.body + 4, time: unit.bytes.readBigUInt64BE(tfdt.body + 4) };
  });
  return { bytes: Buffer.from(unit.bytes), endSeconds, tracks };
}
