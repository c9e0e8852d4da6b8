import { fullBox, u16, u32 } from "./box-writer.ts";

type Indexed = { bytes: number; seconds: number };

const timescale = 1000;
const fixedBytes = 32;
const bytesOfEach = 12;
/** A subsegment begins with a key frame that needs nothing before it. */
const beginsWithKeyframe = 0x90000000;
const most = 65_535;

/** How long the index of so many stretches is. */
export function indexLength(stretches: number): number {
  return stretches === 0 || stretches > most ? 0 : fixedBytes + bytesOfEach * stretches;
}

/** The segment index (sidx) of what follows right behind it, so that a player finds a moment without reading all before; empty where it has no room. */
export function writeIndex(stretches: Indexed[]): Buffer {
  if (indexLength(stretches.length) === 0) return Buffer.alloc(0);
  const fields = stretches.flatMap(({ bytes, seconds }) => [
    bytes,
    Math.round(seconds * timescale),
    beginsWithKeyframe,
  ]);
  return fullBox("sidx", {}, u32(1, timescale, 0, 0), u16(0, stretches.length), u32(...fields));
}
