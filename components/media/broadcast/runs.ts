import { createPieceQueue, type PieceQueue } from "./piece-queue.ts";

/**
 * One run of a recorder, an MP4 of its own: it becomes one take of the show. `startsAt` is where its own clock begins, in microseconds of
 * the studio's; undefined where only the recorder knows.
 */
export type Run = { mimeType: string; startsAt: number | undefined; pieces: PieceQueue };

export type Runs = {
  /** Ends the run before and begins another. */
  begin: (mimeType: string, startsAt?: number) => Run;
  /** The oldest run that is not done, or undefined when nothing more will come. */
  next: () => Promise<Run | undefined>;
  newest: () => Run | undefined;
  /** Done with this run, delivered or given up. */
  drop: (run: Run) => void;
  /** No other run will come; the last one is ended. */
  end: () => void;
  secondsBehind: () => number;
  waitingBytes: () => number;
  /** More waits than a viewer would sit through. */
  isOverflowing: () => boolean;
};

const maxWaitSeconds = 30;
const maxWaitingBytes = 48 * 1024 * 1024;

/** What was recorded and is not delivered, run after run. A run that ended before anything of it was sent for is dropped. */
export function createRuns(now: () => number): Runs {
  let runs: Run[] = [];
  let ended = false;
  let wake = () => {};

  function begin(mimeType: string, startsAt?: number): Run {
    runs.at(-1)?.pieces.end();
    const run = { mimeType, startsAt, pieces: createPieceQueue(now) };
    runs.push(run);
    wake();
    return run;
  }

  async function next(): Promise<Run | undefined> {
    while (runs.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return runs[0];
  }

  function end(): void {
    ended = true;
    runs.at(-1)?.pieces.end();
    wake();
  }

  const secondsBehind = () => Math.max(0, ...runs.map(({ pieces }) => pieces.secondsBehind()));
  const waitingBytes = () => runs.reduce((sum, { pieces }) => sum + pieces.waitingBytes(), 0);

  return {
    begin,
    next,
    newest: () => runs.at(-1),
    drop: (run) => {
      runs = runs.filter((each) => each !== run);
    },
    end,
    secondsBehind,
    waitingBytes,
    isOverflowing: () => secondsBehind() > maxWaitSeconds || waitingBytes() > maxWaitingBytes,
  };
}
