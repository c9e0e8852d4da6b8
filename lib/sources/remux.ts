import { type Ffmpeg, startFfmpeg } from "#lib/sources/ffmpeg.ts";

/** One stream after the other through ffmpeg, which is started again when it ends before its time. */
export type Remux = {
  /** Another stream begins. What was written of the one before is worked off first. */
  begin: (stream: Stream) => void;
  write: (bytes: Buffer) => void;
  finish: () => void;
  stop: () => void;
};

type Stream = {
  /** Asked again for every ffmpeg that is started. */
  args: () => string[];
  /** What every ffmpeg has to know before the stream goes on in the middle. */
  preamble?: () => Buffer[];
};

type Stage = Stream & { waiting: Buffer[]; waitingBytes: number; ffmpeg?: Ffmpeg; isFinished: boolean };

const mostEndings = 5;
const endingsOverMs = 60_000;
const pauseMs = 400;
const mostWaitingBytes = 64 * 1024 * 1024;

/**
 * Turns what is written into fragmented MP4 without touching pictures or sound.
 *
 * @param onBegin told before the bytes of another ffmpeg come
 * @param onOver told once: it worked off everything, or ended so often that it is given up
 * @param finishMs how long a stream may take to be worked off once another one begins
 */
export function createRemux({
  path,
  readsItself = false,
  finishMs = 15_000,
  onBytes,
  onBegin,
  onOver,
}: {
  path: string;
  /** Whether it reads by itself, from a file, to the end. */
  readsItself?: boolean;
  finishMs?: number;
  onBytes: (bytes: Buffer) => void;
  onBegin: () => void;
  onOver: (end: { isBroken: boolean; complaint: string }) => void;
}): Remux {
  const stages: Stage[] = [];
  let isStopped = false;
  let endings: number[] = [];

  function begin(stream: Stream): void {
    const before = stages.at(-1);
    stages.push({ ...stream, waiting: stream.preamble?.() ?? [], waitingBytes: 0, isFinished: readsItself });
    if (before) finishStage(before);
    else start();
  }

  function start(): void {
    const [stage] = stages;
    if (!stage || isStopped) return;
    onBegin();
    const ffmpeg = startFfmpeg({
      path,
      args: stage.args(),
      onBytes: (bytes) => {
        if (!isStopped) onBytes(bytes);
      },
      onEnd: ({ code, complaint }) => ended(stage, code, complaint),
    });
    stage.ffmpeg = ffmpeg;
    for (const bytes of stage.waiting) ffmpeg.write(bytes);
    stage.waiting = [];
    if (stage.isFinished && !readsItself) finishStage(stage);
  }

  function finishStage(stage: Stage): void {
    stage.isFinished = true;
    stage.ffmpeg?.finish();
    if (stage !== stages.at(-1)) setTimeout(() => stage.ffmpeg?.kill(), finishMs).unref();
  }

  function ended(stage: Stage, code: number | null, complaint: string): void {
    stage.ffmpeg = undefined;
    if (isStopped) return;
    if (stages.length > 1) {
      stages.shift();
      start();
      return;
    }
    const now = Date.now();
    endings = [...endings.filter((at) => now - at < endingsOverMs), now];
    const isDone = stage.isFinished && code === 0;
    if (isDone || endings.length > mostEndings) {
      isStopped = true;
      onOver({ isBroken: !isDone, complaint });
      return;
    }
    setTimeout(() => again(stage), pauseMs * endings.length).unref();
  }

  function again(stage: Stage): void {
    if (stages[0] !== stage) return;
    if (stages.length > 1) stages.shift();
    else stage.waiting = stage.preamble?.() ?? [];
    start();
  }

  return {
    begin,
    write: (bytes) => {
      const stage = stages.at(-1);
      if (!stage || isStopped) return;
      if (stage.ffmpeg) return void (stage.ffmpeg.write(bytes) || stage.ffmpeg.kill());
      // Between two programs; one that is started again goes on with what comes then.
      if (stages.length === 1) return;
      stage.waitingBytes += bytes.length;
      if (stage.waitingBytes <= mostWaitingBytes) stage.waiting.push(bytes);
    },
    finish: () => {
      const stage = stages.at(-1);
      if (stage) finishStage(stage);
    },
    stop: () => {
      isStopped = true;
      for (const { ffmpeg } of stages) ffmpeg?.kill();
    },
  };
}
