/** A piece of a recording: what MediaRecorder or our own writer yields. */
export type Piece = Blob | Uint8Array<ArrayBuffer>;

/** Pieces joined for one upload. Sent again with the same number it has the same bytes. */
export type Chunk = { n: number; bytes: Blob };

export type PieceQueue = {
  add: (piece: Piece) => void;
  /** The chunk to send next: at once, when there is one, or undefined when recording has ended and all is sent. */
  next: (maxBytes: number) => Promise<Chunk | undefined>;
  /** Lets go of what was sent when `expected` is the chunk after it; false when that is not here to send. */
  confirm: (expected: number) => boolean;
  end: () => void;
  isEnded: () => boolean;
  /** The age of the oldest piece not yet delivered. */
  secondsBehind: () => number;
  waitingBytes: () => number;
};

type Waiting = { piece: Piece; recordedAt: number };

/** What one run has recorded and not yet delivered, in order. Pieces that wait together go together. */
export function createPieceQueue(now: () => number): PieceQueue {
  let waiting: Waiting[] = [];
  let inFlight: { chunk: Chunk; count: number } | undefined;
  let sent = 0;
  let ended = false;
  let wake = () => {};

  function add(piece: Piece): void {
    waiting.push({ piece, recordedAt: now() });
    wake();
  }

  async function next(maxBytes: number): Promise<Chunk | undefined> {
    while (waiting.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (waiting.length === 0) return undefined;
    inFlight ??= join(maxBytes);
    return inFlight.chunk;
  }

  function join(maxBytes: number): { chunk: Chunk; count: number } {
    let bytes = 0;
    let count = 0;
    for (const { piece } of waiting) {
      bytes += sizeOf(piece);
      if (count > 0 && bytes > maxBytes) break;
      count += 1;
    }
    const pieces = waiting.slice(0, count).map(({ piece }) => piece);
    return { chunk: { n: sent, bytes: new Blob(pieces, { type: "video/mp4" }) }, count };
  }

  function confirm(expected: number): boolean {
    if (!inFlight || expected === sent) return expected === sent;
    if (expected !== sent + 1) return false;
    waiting = waiting.slice(inFlight.count);
    inFlight = undefined;
    sent += 1;
    return true;
  }

  function end(): void {
    ended = true;
    wake();
  }

  function secondsBehind(): number {
    const oldest = waiting[0];
    return oldest ? (now() - oldest.recordedAt) / 1000 : 0;
  }

  return {
    add,
    next,
    confirm,
    end,
    isEnded: () => ended,
    secondsBehind,
    waitingBytes: () => waiting.reduce((sum, { piece }) => sum + sizeOf(piece), 0),
  };
}

function sizeOf(piece: Piece): number {
  return piece instanceof Blob ? piece.size : piece.length;
}
