/** A recorded chunk that the server has not confirmed. `recordedAt` is milliseconds of the page's own clock. */
export type WaitingChunk = { n: number; bytes: Blob; recordedAt: number };

export type ChunkQueue = {
  add: (bytes: Blob) => void;
  /** The chunk to send next: at once, when it is recorded, or undefined when recording has ended and all is sent. */
  next: () => Promise<WaitingChunk | undefined>;
  /** Lets go of every chunk before `expected`; false when `expected` itself is not here any more. */
  confirm: (expected: number) => boolean;
  end: () => void;
  secondsBehind: () => number;
  /** More waits than a viewer would sit through; the take is given up. */
  isOverflowing: () => boolean;
};

const longestWaitSeconds = 30;
const mostWaitingBytes = 48 * 1024 * 1024;

/** What one take has recorded and not yet delivered, in order. */
export function createChunkQueue(now: () => number): ChunkQueue {
  let waiting: WaitingChunk[] = [];
  let recorded = 0;
  let ended = false;
  let wake = () => {};

  function add(bytes: Blob): void {
    waiting.push({ n: recorded, bytes, recordedAt: now() });
    recorded += 1;
    wake();
  }

  async function next(): Promise<WaitingChunk | undefined> {
    while (waiting.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return waiting[0];
  }

  function confirm(expected: number): boolean {
    waiting = waiting.filter((chunk) => chunk.n >= expected);
    return waiting[0]?.n === expected || (waiting.length === 0 && expected === recorded);
  }

  function end(): void {
    ended = true;
    wake();
  }

  function secondsBehind(): number {
    const oldest = waiting[0];
    return oldest ? (now() - oldest.recordedAt) / 1000 : 0;
  }

  function isOverflowing(): boolean {
    const bytes = waiting.reduce((sum, chunk) => sum + chunk.bytes.size, 0);
    return secondsBehind() > longestWaitSeconds || bytes > mostWaitingBytes;
  }

  return { add, next, confirm, end, secondsBehind, isOverflowing };
}
