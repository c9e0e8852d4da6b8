/** Memory for the parts of a take, laid behind one another so that a segment is one piece of it without being copied. */
export type Arena = {
  /** `startsSegment`: what follows may become one piece together with these bytes. */
  take: (bytes: number, startsSegment: boolean) => Buffer;
};

const leastBytes = 64 * 1024;
const slack = 1.25;

export function createArena(): Arena {
  let block = Buffer.alloc(0);
  let used = 0;
  let usual = leastBytes;
  let sinceStart = 0;

  function take(bytes: number, startsSegment: boolean): Buffer {
    if (startsSegment) {
      usual = Math.max(leastBytes, Math.ceil(sinceStart * slack));
      sinceStart = 0;
    }
    sinceStart += bytes;
    if (used + (startsSegment ? Math.max(bytes, usual) : bytes) > block.length) open(Math.max(bytes, usual));
    const taken = block.subarray(used, used + bytes);
    used += bytes;
    return taken;
  }

  function open(bytes: number): void {
    block = Buffer.allocUnsafeSlow(bytes);
    used = 0;
  }

  return { take };
}

/** The pieces as one: without copying where they lie behind one another. */
export function joinBytes(pieces: Buffer[]): Buffer {
  const [first] = pieces;
  if (!first) return Buffer.alloc(0);
  let end = first.byteOffset;
  for (const piece of pieces) {
    if (piece.buffer !== first.buffer || piece.byteOffset !== end) return Buffer.concat(pieces);
    end += piece.length;
  }
  return Buffer.from(first.buffer, first.byteOffset, end - first.byteOffset);
}
