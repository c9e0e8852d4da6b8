import { readBoxHeader, readChildren, readFields } from "./box-reader.ts";

const fixedBytes = 78;

/**
 * The SPS and PPS of an H.264 sample entry as they stand in a sample, each behind its length in four bytes; undefined for
 * anything else. In front of a key frame they make it decodable whatever the file's own entry says.
 */
export function readParameterSets(sampleEntry: Buffer): Buffer | undefined {
  const entry = readBoxHeader(sampleEntry, 0);
  if (entry?.type !== "avc1" && entry?.type !== "avc3") return undefined;
  const avcC = readChildren(sampleEntry, entry.body + fixedBytes, entry.end).find(({ type }) => type === "avcC");
  if (!avcC) return undefined;
  const fields = readFields(sampleEntry, avcC);
  fields.skip(4);
  if ((fields.u8() & 3) !== 3) return undefined;
  const sets: Buffer[] = [];
  for (const mask of [0x1f, 0xff]) {
    for (let left = fields.u8() & mask; left > 0; left--) sets.push(readSet());
  }
  return Buffer.concat(sets);

  function readSet(): Buffer {
    const length = fields.u16();
    const from = fields.position();
    fields.skip(length);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    return Buffer.concat([head, sampleEntry.subarray(from, from + length)]);
  }
}
