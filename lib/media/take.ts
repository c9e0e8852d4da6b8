import { randomBytes, timingSafeEqual } from "node:crypto";
import { createBoxSplitter } from "./boxes.ts";
import type { InitSegment } from "./init-segment.ts";
import { type Refused, refuse } from "./refusals.ts";
import type { ChunkAccepted } from "./schema.ts";
import { type Cut, createSegmenter } from "./segmenter.ts";

export type Take = {
  id: string;
  key: string;
  opensWith: (key: string) => boolean;
  accept: (chunk: { n: number; bytes: Buffer }) => ChunkAccepted | Refused;
  /** Publishes what still waits for a key frame and lets the memory go. */
  finish: () => void;
  pendingBytes: () => number;
};

const rememberedChunks = 128;

/** One recorder run of the host: chunks in, in order and once each; init and cuts out. */
export function createTake(on: { init: (init: InitSegment) => void; cut: (cut: Cut) => void }): Take {
  const key = randomBytes(32).toString("base64url");
  const lengths = new Map<number, number>();
  const segmenter = createSegmenter();
  let splitter = createBoxSplitter();
  let expected = 0;
  let broken: Refused | undefined;

  function accept({ n, bytes }: { n: number; bytes: Buffer }): ChunkAccepted | Refused {
    if (n < expected) return repeat(n, bytes.length);
    if (broken) return broken;
    if (n > expected) return refuse("chunk_gap", { expected });
    const pushed = splitter.push(bytes);
    if (pushed.init) on.init(pushed.init);
    for (const cut of pushed.fragments.flatMap(segmenter.add)) on.cut(cut);
    if (pushed.broken) {
      broken = refuse(pushed.broken.code, { detail: pushed.broken.detail });
      finish();
      return broken;
    }
    expected += 1;
    lengths.set(n, bytes.length);
    lengths.delete(n - rememberedChunks);
    return { accepted: n, expected, repeated: false };
  }

  function repeat(n: number, length: number): ChunkAccepted | Refused {
    return lengths.get(n) === length
      ? { accepted: n, expected, repeated: true }
      : refuse("chunk_repeated", { expected });
  }

  function finish(): void {
    segmenter.flush().forEach(on.cut);
    splitter = createBoxSplitter();
  }

  return {
    id: randomBytes(12).toString("base64url"),
    key,
    opensWith: (given) => isSame(given, key),
    accept,
    finish,
    pendingBytes: () => splitter.pendingBytes(),
  };
}

function isSame(given: string, key: string): boolean {
  const givenBytes = Buffer.from(given);
  const keyBytes = Buffer.from(key);
  return givenBytes.length === keyBytes.length && timingSafeEqual(givenBytes, keyBytes);
}
