import { randomBytes, timingSafeEqual } from "node:crypto";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import type { Part } from "#lib/media/mp4/part.ts";
import type { ChunkAccepted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Told what a take yields, in order; `finish` comes once, after the last part. */
export type OnTake = { init: (init: InitSegment) => void; parts: (parts: Part[]) => void; finish: () => void };

/** A program that a take's bytes pass through; it puts out a fragmented MP4 again. */
export type Converter = { write: (bytes: Buffer) => boolean; kill: () => void };
/** Undefined where there is none. `onEnd` comes once, when it ends by itself. */
export type OpenConverter = (on: { onBytes: (bytes: Buffer) => void; onEnd: () => void }) => Converter | undefined;

type TakeSettings = {
  isRecorded?: boolean;
  /** What it sends passes through this first. */
  convert?: OpenConverter;
  /** Told when the converter gave up; the source has to begin another take. */
  onConverterLost?: () => void;
};

const rememberedChunks = 128;
const turnMs = 8000;

/** One recorder run of a source: chunks in, in order and once each; init and parts out. */
export class Take {
  readonly id = randomBytes(12).toString("base64url");
  readonly key = randomBytes(32).toString("base64url");
  readonly isRecorded: boolean;
  readonly #on: OnTake;
  readonly #lengths = new Map<number, number>();
  readonly #converter: Converter | undefined;
  readonly #turns = new Map<number, () => void>();
  #packager = new Packager();
  #expected = 0;
  #broken: Refusal | undefined;
  #finished = false;

  constructor(listen: (takeId: string) => OnTake, settings: TakeSettings = {}) {
    const { isRecorded = true, convert, onConverterLost } = settings;
    this.isRecorded = isRecorded;
    this.#on = listen(this.id);
    const lose = () => {
      if (this.#finished) return;
      onConverterLost?.();
      this.#break(new Refusal("unknown_take"));
    };
    this.#converter = convert?.({ onBytes: (bytes) => this.#hearConverted(bytes), onEnd: lose });
  }

  opensWith(key: string): boolean {
    const [given, own] = [Buffer.from(key), Buffer.from(this.key)];
    return given.length === own.length && timingSafeEqual(given, own);
  }

  /** Resolves once this chunk is the next one, when only the one before it is missing, or after a while. */
  async turnOf(n: number): Promise<void> {
    if (n !== this.#expected + 1 || this.#finished) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, turnMs).unref();
      this.#turns.set(n, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.#turns.delete(n);
  }

  /** Refuses with chunk_repeated, chunk_gap, not_fragmented_mp4 or codec_not_supported; after the last two the take is over. */
  accept({ n, bytes }: { n: number; bytes: Buffer }): ChunkAccepted {
    if (n < this.#expected) return this.#repeat(n, bytes.length);
    if (this.#broken) throw this.#broken;
    if (n > this.#expected) throw new Refusal("chunk_gap", { detail: { expected: this.#expected } });
    if (!this.#converter) this.#push(bytes);
    else if (!this.#converter.write(bytes)) this.#converter.kill();
    this.#expected += 1;
    this.#lengths.set(n, bytes.length);
    this.#lengths.delete(n - rememberedChunks);
    this.#turns.get(this.#expected)?.();
    return { accepted: n, expected: this.#expected, repeated: false };
  }

  /** No more will come: lets the memory go. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    for (const begin of this.#turns.values()) begin();
    this.#converter?.kill();
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
    throw this.#break(new Refusal(broken.code, { detail: { detail: broken.detail } }));
  }

  #break(why: Refusal): Refusal {
    this.#broken = why;
    this.finish();
    return why;
  }

  /** What is wrong with it is told to the next chunk. */
  #hearConverted(bytes: Buffer): void {
    if (this.#finished) return;
    try {
      this.#push(bytes);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  #repeat(n: number, length: number): ChunkAccepted {
    if (this.#lengths.get(n) === length) return { accepted: n, expected: this.#expected, repeated: true };
    throw new Refusal("chunk_repeated", { detail: { expected: this.#expected } });
  }
}
