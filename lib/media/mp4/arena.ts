const leastBytes = 64 * 1024;
const slack = 1.25;

/** Memory for the parts of a take, laid behind one another so that a segment is one piece of it without being copied. */
export class Arena {
  #block = Buffer.alloc(0);
  #used = 0;
  #usual = leastBytes;
  #sinceStart = 0;

  /** `startsSegment`: what follows may become one piece together with these bytes. */
  take(bytes: number, startsSegment: boolean): Buffer {
    if (startsSegment) {
      this.#usual = Math.max(leastBytes, Math.ceil(this.#sinceStart * slack));
      this.#sinceStart = 0;
    }
    this.#sinceStart += bytes;
    const wanted = startsSegment ? Math.max(bytes, this.#usual) : bytes;
    if (this.#used + wanted > this.#block.length) this.#open(Math.max(bytes, this.#usual));
    const taken = this.#block.subarray(this.#used, this.#used + bytes);
    this.#used += bytes;
    return taken;
  }

  #open(bytes: number): void {
    this.#block = Buffer.allocUnsafeSlow(bytes);
    this.#used = 0;
  }
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
