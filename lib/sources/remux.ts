import { type Ffmpeg, startFfmpeg } from "#lib/sources/ffmpeg.ts";

type Stream = {
  /** Asked again for every ffmpeg that is started. */
  args: () => string[];
  /** What every ffmpeg has to know before the stream goes on in the middle. */
  preamble?: () => Buffer[];
};

type Stage = Stream & { waiting: Buffer[]; waitingBytes: number; ffmpeg?: Ffmpeg; isFinished: boolean };

type RemuxSettings = {
  path: string;
  /** Whether it reads by itself, from a file, to the end. */
  readsItself?: boolean;
  /** How long a stream may take to be worked off once another one begins. */
  finishMs?: number;
  onBytes: (bytes: Buffer) => void;
  /** Told before the bytes of another ffmpeg come. */
  onBegin: () => void;
  /** Told once: it worked off everything, or ended so often that it is given up. */
  onOver: (end: { isBroken: boolean; complaint: string }) => void;
};

const maxEndings = 5;
const endingsOverMs = 60_000;
const pauseMs = 400;
const usualFinishMs = 15_000;
const maxWaitingBytes = 64 * 1024 * 1024;

/**
 * Turns what is written into fragmented MP4 without touching pictures or sound: one stream after the other through ffmpeg,
 * which is started again when it ends before its time.
 */
export class Remux {
  readonly #settings: RemuxSettings;
  readonly #stages: Stage[] = [];
  #isStopped = false;
  #endings: number[] = [];

  constructor(settings: RemuxSettings) {
    this.#settings = settings;
  }

  /** Another stream begins. What was written of the one before is worked off first. */
  begin(stream: Stream): void {
    const before = this.#stages.at(-1);
    const { readsItself = false } = this.#settings;
    this.#stages.push({ ...stream, waiting: stream.preamble?.() ?? [], waitingBytes: 0, isFinished: readsItself });
    if (before) this.#finishStage(before);
    else this.#start();
  }

  write(bytes: Buffer): void {
    const stage = this.#stages.at(-1);
    if (!stage || this.#isStopped) return;
    if (stage.ffmpeg) {
      if (!stage.ffmpeg.write(bytes)) stage.ffmpeg.kill();
      return;
    }
    // Between two programs; one that is started again goes on with what comes then.
    if (this.#stages.length === 1) return;
    stage.waitingBytes += bytes.length;
    if (stage.waitingBytes <= maxWaitingBytes) stage.waiting.push(bytes);
  }

  finish(): void {
    const stage = this.#stages.at(-1);
    if (stage) this.#finishStage(stage);
  }

  stop(): void {
    this.#isStopped = true;
    for (const { ffmpeg } of this.#stages) ffmpeg?.kill();
  }

  #start(): void {
    const [stage] = this.#stages;
    if (!stage || this.#isStopped) return;
    const { path, readsItself, onBegin, onBytes } = this.#settings;
    onBegin();
    const ffmpeg = startFfmpeg({
      path,
      args: stage.args(),
      onBytes: (bytes) => {
        if (!this.#isStopped) onBytes(bytes);
      },
      onEnd: ({ code, complaint }) => this.#ended(stage, code, complaint),
    });
    stage.ffmpeg = ffmpeg;
    for (const bytes of stage.waiting) ffmpeg.write(bytes);
    stage.waiting = [];
    if (stage.isFinished && !readsItself) this.#finishStage(stage);
  }

  #finishStage(stage: Stage): void {
    stage.isFinished = true;
    stage.ffmpeg?.finish();
    if (stage === this.#stages.at(-1)) return;
    setTimeout(() => stage.ffmpeg?.kill(), this.#settings.finishMs ?? usualFinishMs).unref();
  }

  #ended(stage: Stage, code: number | null, complaint: string): void {
    stage.ffmpeg = undefined;
    if (this.#isStopped) return;
    if (this.#stages.length > 1) {
      this.#stages.shift();
      this.#start();
      return;
    }
    const now = Date.now();
    this.#endings = [...this.#endings.filter((at) => now - at < endingsOverMs), now];
    const isDone = stage.isFinished && code === 0;
    if (isDone || this.#endings.length > maxEndings) {
      this.#isStopped = true;
      this.#settings.onOver({ isBroken: !isDone, complaint });
      return;
    }
    setTimeout(() => this.#again(stage), pauseMs * this.#endings.length).unref();
  }

  #again(stage: Stage): void {
    if (this.#stages[0] !== stage) return;
    if (this.#stages.length > 1) this.#stages.shift();
    else stage.waiting = stage.preamble?.() ?? [];
    this.#start();
  }
}
