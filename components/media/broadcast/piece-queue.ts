/** A piece of a recording: what MediaRecorder or our own writer yields. */
export type Piece = Blob | Uint8Array<ArrayBuffer>;

/** Pieces joined for one upload. Sent again with the same number it has the same bytes. */
export type Chunk = { n: number; bytes: Blob };

export type PieceQueue = {
  add: (piece: Piece) => void;
  /** The chunk to send next: at once, when there is one, or undefined when recording has ended and all is sent. */
  next: (maxBytes: number) => Promise<Chunk | undefined>;
  /** The chunk behind the one that `next` gave, as soon as there is one; `next` gives the same once that is confirmed. */
  ahead: (maxBytes: number) => Promise<Chunk | undefined>;
  /** Lets go of what was sent when `expected` is the chunk after it; false when that is not here to send. */
  confirm: (expected: number) => boolean;
  end: () => void;
  isEnded: () => boolean;
  /** The age of the oldest piece not yet delivered. */
  secondsBehind: () => number;
  waitingBytes: () => number;
};

type Joined = { chunk: Chunk; count: number };
type Waiting = { piece: Piece; recordedAt: number };

/** What one run has recorded and not yet delivered, in order. Pieces that wait together go together. */
export function createPieceQueue(now: () => number): PieceQueue {
  let waiting: Waiting[] = [];
  let inFlight: Joined | undefined;
  let behind: Joined | undefined;
  let sent = 0;
  let ended = false;
  const woken = new Set<() => void>();

  function wake(): void {
    for (const each of woken) each();
    woken.clear();
  }

  const somethingNew = () => new Promise<void>((resolve) => void woken.add(resolve));

  function add(piece: Piece): void {
    waiting.push({ piece, recordedAt: now() });
    wake();
  }

  async function next(maxBytes: number): Promise<Chunk | undefined> {
    while (waiting.length === 0 && !ended) await somethingNew();
    if (waiting.length === 0) return undefined;
    inFlight ??= join(waiting, sent, maxBytes);
    return inFlight.chunk;
  }

  async function ahead(maxBytes: number): Promise<Chunk | undefined> {
    const first = inFlight;
    while (first && first === inFlight && !behind && waiting.length <= first.count && !ended) await somethingNew();
    if (!first || first !== inFlight || waiting.length <= first.count) return undefined;
    behind ??= join(waiting.slice(first.count), sent + 1, maxBytes);
    return behind.chunk;
  }

  function confirm(expected: number): boolean {
    while (inFlight && sent < expected) {
      waiting = waiting.slice(inFlight.count);
      inFlight = behind;
      behind = undefined;
      sent += 1;
      wake();
    }
    return expected === sent;
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
    ahead,
    confirm,
    end,
    isEnded: () => ended,
    secondsBehind,
    waitingBytes: () => waiting.reduce((sum, { piece }) => sum + sizeOf(piece), 0),
  };
}

/** As many pieces as fit, one at least. */
function join(waiting: Waiting[], n: number, maxBytes: number): Joined {
  let bytes = 0;
  let count = 0;
  for (const { piece } of waiting) {
    bytes += sizeOf(piece);
    if (count > 0 && bytes > maxBytes) break;
    count += 1;
  }
  const pieces = waiting.slice(0, count).map(({ piece }) => piece);
  return { chunk: { n, bytes: new Blob(pieces, { type: "video/mp4" }) }, count };
}

function sizeOf(piece: Piece): number {
  return piece instanceof Blob ? piece.size : piece.length;
}
