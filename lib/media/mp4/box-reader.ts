/** What of a codec viewers cannot play. */
export type Unplayable = "picture" | "profile" | "turned" | "sound";

/** The stream is not what it should be; the code is the refusal the host gets. Never leaves lib/media. */
export class BrokenStream extends Error {
  readonly code: "not_fragmented_mp4" | "codec_not_supported";
  readonly about: Unplayable | undefined;

  constructor(detail: string, about?: Unplayable) {
    super(detail);
    this.code = about ? "codec_not_supported" : "not_fragmented_mp4";
    this.about = about;
  }
}

/** One ISO base media box: offsets into the buffer it was read from. */
export type Box = { type: string; start: number; body: number; end: number };

/** The header of the box at `start`, or undefined when its bytes are not all there yet. */
export function readBoxHeader(bytes: Buffer, start: number): Box | undefined {
  if (start + 8 > bytes.length) return undefined;
  const type = bytes.toString("latin1", start + 4, start + 8);
  const size = bytes.readUInt32BE(start);
  if (size !== 1) return checked({ type, start, body: start + 8, end: start + size });
  if (start + 16 > bytes.length) return undefined;
  return checked({ type, start, body: start + 16, end: start + Number(bytes.readBigUInt64BE(start + 8)) });
}

function checked(box: Box): Box {
  if (!/^[\x20-\x7e\xa9]{4}$/.test(box.type)) throw new BrokenStream("A box has no readable type.");
  if (box.end < box.body || !Number.isSafeInteger(box.end))
    throw new BrokenStream(`Box ${box.type} has no valid size.`);
  return box;
}

/** The boxes inside `from..to`, every one complete. */
export function readChildren(bytes: Buffer, from: number, to: number): Box[] {
  const children: Box[] = [];
  for (let at = from; at < to; ) {
    const box = readBoxHeader(bytes, at);
    if (!box || box.end > to) throw new BrokenStream("A box runs past the end of its parent.");
    if (children.length === 256) throw new BrokenStream("A box has too many children.");
    children.push(box);
    at = box.end;
  }
  return children;
}

/** The box at the end of a path such as `mdia/minf/stbl`. */
export function findBox(bytes: Buffer, parent: Box, path: string): Box {
  let found = parent;
  for (const type of path.split("/")) {
    const next = readChildren(bytes, found.body, found.end).find((child) => child.type === type);
    if (!next) throw new BrokenStream(`Box ${type} is missing.`);
    found = next;
  }
  return found;
}

/** A cursor over one box's body that refuses to read past its end. */
export function readFields(bytes: Buffer, { type, body, end }: Box) {
  let at = body;
  function take(length: number): number {
    const from = at;
    if (from + length > end || from + length > bytes.length) throw new BrokenStream(`Box ${type} is too short.`);
    at += length;
    return from;
  }
  return {
    u8: () => bytes.readUInt8(take(1)),
    u16: () => bytes.readUInt16BE(take(2)),
    u32: () => bytes.readUInt32BE(take(4)),
    i32: () => bytes.readInt32BE(take(4)),
    u64: () => Number(bytes.readBigUInt64BE(take(8))),
    i64: () => Number(bytes.readBigInt64BE(take(8))),
    text: (length: number) => bytes.toString("latin1", take(length), at),
    skip: (length: number) => void take(length),
    position: () => at,
  };
}
