import { type Ffmpeg, fragmentedMp4, startFfmpeg } from "#lib/sources/ffmpeg.ts";

/** An ffmpeg that is started again when it ends before its time. */
export type Remux = { write: (bytes: Buffer) => void; finish: () => void; stop: () => void };

const mostEndings = 5;
const endingsOverMs = 60_000;
const pauseMs = 400;

/**
 * Turns what is written into fragmented MP4 without touching pictures or sound.
 *
 * @param preamble what every new ffmpeg has to know before the stream goes on in the middle
 * @param onRestart told before the bytes of another ffmpeg come
 * @param onOver told once: it worked off everything, or ended so often that it is given up
 */
export function createRemux({
  path,
  input,
  output = fragmentedMp4,
  readsItself = false,
  preamble = () => [],
  onBytes,
  onRestart,
  onOver,
}: {
  path: string;
  /** Asked again for every ffmpeg that is started. */
  input: () => string[];
  output?: string[];
  /** Whether it reads by itself, from a file, to the end. */
  readsItself?: boolean;
  preamble?: () => Buffer[];
  onBytes: (bytes: Buffer) => void;
  onRestart: () => void;
  onOver: (end: { isBroken: boolean; complaint: string }) => void;
}): Remux {
  let ffmpeg: Ffmpeg | undefined;
  let isFinishing = readsItself;
  let isStopped = false;
  let endings: number[] = [];
  start();

  function start(): void {
    ffmpeg = startFfmpeg({
      path,
      args: [...input(), ...output],
      onBytes: (bytes) => {
        if (!isStopped) onBytes(bytes);
      },
      onEnd: ({ code, complaint }) => ended(code, complaint),
    });
    for (const bytes of preamble()) ffmpeg.write(bytes);
  }

  function ended(code: number | null, complaint: string): void {
    ffmpeg = undefined;
    if (isStopped) return;
    const now = Date.now();
    endings = [...endings.filter((at) => now - at < endingsOverMs), now];
    const isDone = isFinishing && code === 0;
    if (isDone || endings.length > mostEndings) {
      isStopped = true;
      onOver({ isBroken: !isDone, complaint });
      return;
    }
    setTimeout(() => {
      if (isStopped) return;
      onRestart();
      start();
    }, pauseMs * endings.length).unref();
  }

  return {
    write: (bytes) => {
      if (ffmpeg && !ffmpeg.write(bytes)) ffmpeg.kill();
    },
    finish: () => {
      isFinishing = true;
      ffmpeg?.finish();
    },
    stop: () => {
      isStopped = true;
      ffmpeg?.kill();
    },
  };
}
