import { type Box, readChildren, readFields } from "./box-reader.ts";

/**
 * How many ticks later than its timestamps a track is shown: an empty edit delays it, a media time skips its start. Most
 * players ignore edit lists in streams, so the packager applies them and writes none.
 */
export function readShift(
  bytes: Buffer,
  trak: Box,
  { timescale, movieTimescale }: { timescale: number; movieTimescale: number },
): number {
  const edts = readChildren(bytes, trak.body, trak.end).find(({ type }) => type === "edts");
  const elst = edts && readChildren(bytes, edts.body, edts.end).find(({ type }) => type === "elst");
  if (!elst) return 0;
  const fields = readFields(bytes, elst);
  const version = fields.u8();
  fields.skip(3);
  const count = Math.min(fields.u32(), 16);
  let delay = 0;
  for (let edit = 0; edit < count; edit++) {
    const duration = version === 1 ? fields.u64() : fields.u32();
    const mediaTime = version === 1 ? fields.i64() : fields.i32();
    fields.skip(4);
    if (mediaTime >= 0) return clamp(Math.round(delay) - mediaTime, timescale);
    delay += (duration / movieTimescale) * timescale;
  }
  return 0;
}

const maxSeconds = 10;

function clamp(shift: number, timescale: number): number {
  return Math.abs(shift) > maxSeconds * timescale ? 0 : shift;
}
