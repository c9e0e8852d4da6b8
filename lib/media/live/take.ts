import { randomBytes, timingSafeEqual } from "node:crypto";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import type { Part } from "#lib/media/mp4/part.ts";
import type { ChunkAccepted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Told what a take yields, in order; `finish` comes once, after the last part. */
export type OnTake = { init: (init: InitSegment) => void; parts: (parts: Part[]) => void; finish: () => void };

const rememberedChunks = 128;

/** One recorder run of a source: chunks in, in order and once each; init and parts out. */
export class Take {
  readonly id = randomBytes(12).toString("base64url");
  readonly key = randomBytes(32).toString("base64url");
  readonly isRecorded: boolean;
  readonly #on: OnTake;
  readonly #lengths = new Map<number, number>();
  #packager = new Packager();
  #expected = 0;
  #broken: Refusal | undefined;
  #finished = false;

  constructor(listen: (takeId: string) => OnTake, { isRecorded = true }: { isRecorded?: boolean } = {}) {
    this.isRecorded = isRecorded;
    this.#on = listen(this.id);
  }

  opensWith(key: string): boolean {
    const [given, own] = [Buffer.from(key), Buffer.from(this.key)];
    return given.length === own.length && timingSafeEqual(given, own);
  }

  /** Refuses with chunk_repeated, chunk_gap, not_fragmented_mp4 or codec_not_supported; after the last two the take is over. */
  accept({ n, bytes }: { n: number; bytes: Buffer }): ChunkAccepted {
    if (n < this.#expected) return this.#repeat(n, bytes.length);
    if (this.#broken) throw this.#broken;
    if (n > this.#expected) throw new Refusal("chunk_gap", { detail: { expected: this.#expected } });
    this.#push(bytes);
    this.#expected += 1;
    this.#lengths.set(n, bytes.length);
    this.#lengths.delete(n - rememberedChunks);
    return { accepted: n, expected: this.#expected, repeated: false };
  }

  /** No more will come: lets the memory go. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#packager = new Packager();
    this.#on.finish();
  }

  pendingBytes(): number {
    return this.#packager.pendingBytes();
  }

  #push(bytes: Buffer): void {
    const { init, parts, broken } = this.#packager.push(bytes);
    if (init) this.#on.init(init);
    if (parts.length > 0) this.#on.parts(parts);
    if (!broken) return;
    this.#broken = new Refusal(broken.code, { detail: { detail: broken.detail } });
    this.finish();
    throw this.#broken;
  }

  #repeat(n: number, length: number): ChunkAccepted {
    if (this.#lengths.get(n) === length) return { accepted: n, expected: this.#expected, repeated: true };
    throw new Refusal("chunk_repeated", { detail: { expected: this.#expected } });
  }
}
