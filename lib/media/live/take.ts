import { randomBytes, timingSafeEqual } from "node:crypto";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { createPackager } from "#lib/media/mp4/packager.ts";
import type { Part } from "#lib/media/mp4/part.ts";
import type { ChunkAccepted } from "#lib/media/schema.ts";
import { type Refused, refuse } from "#lib/media/serve/refusals.ts";

export type Take = {
  id: string;
  key: string;
  opensWith: (key: string) => boolean;
  accept: (chunk: { n: number; bytes: Buffer }) => ChunkAccepted | Refused;
  /** No more will come: lets the memory go. */
  finish: () => void;
  pendingBytes: () => number;
};

/** Told what a take yields, in order; `finish` comes once, after the last part. */
export type OnTake = { init: (init: InitSegment) => void; parts: (parts: Part[]) => void; finish: () => void };

const rememberedChunks = 128;

/** One recorder run of a source: chunks in, in order and once each; init and parts out. */
export function createTake(listen: (takeId: string) => OnTake): Take {
  const id = randomBytes(12).toString("base64url");
  const on = listen(id);
  const key = randomBytes(32).toString("base64url");
  const lengths = new Map<number, number>();
  let packager = createPackager();
  let expected = 0;
  let broken: Refused | undefined;
  let finished = false;

  function accept({ n, bytes }: { n: number; bytes: Buffer }): ChunkAccepted | Refused {
    if (n < expected) return repeat(n, bytes.length);
    if (broken) return broken;
    if (n > expected) return refuse("chunk_gap", { expected });
    const pushed = packager.push(bytes);
    if (pushed.init) on.init(pushed.init);
    if (pushed.parts.length > 0) on.parts(pushed.parts);
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
    if (finished) return;
    finished = true;
    packager = createPackager();
    on.finish();
  }

  return {
    id,
    key,
    opensWith: (given) => isSame(given, key),
    accept,
    finish,
    pendingBytes: () => packager.pendingBytes(),
  };
}

function isSame(given: string, key: string): boolean {
  const givenBytes = Buffer.from(given);
  const keyBytes = Buffer.from(key);
  return givenBytes.length === keyBytes.length && timingSafeEqual(givenBytes, keyBytes);
}
