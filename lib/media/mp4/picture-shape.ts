import { type Box, BrokenStream, readChildren, readFields } from "./box-reader.ts";

/** By how many degrees clockwise a picture is turned when it is shown: how the phone was held. */
export type Rotation = 0 | 90 | 180 | 270;

const one = 0x00010000;

/** The upper left of a track's matrix (ISO 14496-12, 8.3.2) for each way a phone can be held. */
const turns: [Rotation, [number, number, number, number]][] = [
  [0, [one, 0, 0, one]],
  [90, [0, one, -one, 0]],
  [180, [-one, 0, 0, -one]],
  [270, [0, -one, one, 0]],
];

/** How a track says it is turned. Throws BrokenStream where it is mirrored, scaled or askew: players disagree about those. */
export function readRotation(bytes: Buffer, tkhd: Box): Rotation {
  const fields = readFields(bytes, tkhd);
  const version = fields.u8();
  fields.skip(3 + (version === 1 ? 32 : 20) + 8 + 8);
  const [a, b, , c, d] = [fields.i32(), fields.i32(), fields.i32(), fields.i32(), fields.i32()];
  // Left empty, it says nothing.
  if (a === 0 && b === 0 && c === 0 && d === 0) return 0;
  const turn = turns.find(([, matrix]) => [a, b, c, d].every((value, index) => value === matrix[index]));
  if (!turn) throw new BrokenStream("The picture is mirrored, scaled or turned by other than right angles.", "turned");
  return turn[0];
}

/** The nine fields of the matrix; what is moved out of sight by turning is moved back by the player. */
export function matrixOf(rotation: Rotation): number[] {
  const [a, b, c, d] = turns.find(([degrees]) => degrees === rotation)?.[1] ?? [one, 0, 0, one];
  return [a, b, 0, c, d, 0, 0, 0, 0x40000000];
}

export function isUpright(rotation: Rotation): boolean {
  return rotation === 0 || rotation === 180;
}

const fixedBytes = 78;
const maxStretched = 8;

/** The size a picture is shown in: its pixels made square, then turned. */
export function readPictureSize(bytes: Buffer, entry: Box, rotation: Rotation): { width: number; height: number } {
  const fields = readFields(bytes, entry);
  fields.skip(24);
  const [coded, height] = [fields.u16(), fields.u16()];
  const width = Math.round(coded * readStretch(bytes, entry));
  return isUpright(rotation) ? { width, height } : { width: height, height: width };
}

/** How much wider than high a pixel is. */
function readStretch(bytes: Buffer, entry: Box): number {
  const pasp = readChildren(bytes, entry.body + fixedBytes, entry.end).find(({ type }) => type === "pasp");
  if (!pasp) return 1;
  const fields = readFields(bytes, pasp);
  const stretch = fields.u32() / fields.u32();
  return stretch >= 1 / maxStretched && stretch <= maxStretched ? stretch : 1;
}
