import { errorCode } from "#lib/error-code.ts";
import type { Segment } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { RecorderState } from "#lib/media/schema.ts";
import type { DiskGuard, Room } from "./disk-guard.ts";
import { type Journal, openJournal } from "./journal.ts";
import { createRecordingIndex, type RecordingIndex } from "./recording-index.ts";

/** Writes what a show publishes to disk as it comes. Never throws, never holds the show up; what it cannot keep it counts. */
export type Recorder = {
  readonly index: RecordingIndex;
  add: (segment: Segment, init: InitSegment) => void;
  /** Resolves when all that was added is on disk and the recording is closed. */
  end: () => Promise<void>;
  /** Takes the end back, also one that another process wrote. */
  resume: () => Promise<void>;
  /** Resolves when all that was added is on disk; the recording may be gone on with later. */
  close: () => Promise<void>;
  /** Looks whether there is room, and goes on when there is again. */
  look: () => void;
  state: () => RecorderState;
  /** False until what a crash left is read, and while another process writes this recording. */
  isOpen: () => boolean;
  missed: () => number;
  /** Resolves when what a crash left is read. */
  ready: Promise<void>;
};

const mostWaitingBytes = 64 * 1024 * 1024;

export function createRecorder({
  folder,
  showId,
  guard,
  lock,
  now,
  onChange,
  onError,
}: {
  folder: string;
  showId: string;
  guard: DiskGuard;
  /** Undefined while another process writes this recording. */
  lock: () => (() => void) | undefined;
  now: () => number;
  /** Told after every change of state and every written segment. */
  onChange: () => void;
  onError: (error: unknown) => void;
}): Recorder {
  let journal: Journal | undefined;
  let release: (() => void) | undefined;
  let index = createRecordingIndex();
  let state: RecorderState = "waiting";
  let work = Promise.resolve();
  let waitingBytes = 0;
  let missed = 0;
  let broken = false;

  const ready = enqueue(lookForRoom);

  /** False while another process has it. */
  async function openUp(): Promise<boolean> {
    if (journal) return true;
    release ??= lock();
    if (!release) return false;
    journal = await openJournal({ folder, showId });
    index = journal.index;
    if (index.endedAt !== null) change("finished");
    return true;
  }

  function enqueue(step: () => Promise<void>): Promise<void> {
    work = work.then(step).catch(fail);
    return work;
  }

  function add(segment: Segment, init: InitSegment) {
    if (waitingBytes + segment.bytes.length > mostWaitingBytes) return miss();
    waitingBytes += segment.bytes.length;
    void enqueue(() => write(segment, init)).finally(() => {
      waitingBytes -= segment.bytes.length;
    });
  }

  async function write(segment: Segment, init: InitSegment) {
    if (!journal || state === "finished" || isStopped()) return miss();
    const { segments } = index;
    if (segments.length === 0 || state === "waiting") change("recording");
    await journal.addSegment(segment, init);
    guard.count(segment.bytes.length);
    onChange();
  }

  function miss(): void {
    missed += 1;
  }

  function isStopped(): boolean {
    return state === "stopped_disk" || state === "stopped_quota" || state === "stopped_error";
  }

  /** A write that failed stops the recording until the next look finds room and the journal in order. */
  function fail(error: unknown): void {
    miss();
    broken = true;
    onError(error);
    change(["ENOSPC", "EDQUOT"].includes(errorCode(error) ?? "") ? "stopped_disk" : "stopped_error");
  }

  async function lookForRoom() {
    if (!(await openUp()) || state === "finished") return;
    const room = await guard.look();
    if (room !== "enough") return change(stoppedBy[room]);
    if (broken) await journal?.repair();
    broken = false;
    if (isStopped()) change(index.segments.length > 0 ? "recording" : "waiting");
  }

  function change(next: RecorderState): void {
    if (state === next) return;
    state = next;
    onChange();
  }

  function end(): Promise<void> {
    return enqueue(async () => {
      if (!(await openUp()) || state === "finished") return;
      if (broken) await journal?.repair();
      if (index.segments.length > 0) await journal?.end(now());
      change("finished");
    });
  }

  function resume(): Promise<void> {
    return enqueue(async () => {
      if (!(await openUp()) || state !== "finished") return;
      await journal?.resume(now());
      change(index.segments.length > 0 ? "recording" : "waiting");
    });
  }

  function close(): Promise<void> {
    return enqueue(async () => {
      await journal?.close();
      journal = undefined;
      release?.();
      release = undefined;
    });
  }

  return {
    get index() {
      return index;
    },
    add,
    end,
    resume,
    close,
    look: () => void enqueue(lookForRoom),
    state: () => state,
    isOpen: () => journal !== undefined,
    missed: () => missed,
    ready,
  };
}

const stoppedBy: Record<Exclude<Room, "enough">, RecorderState> = { disk: "stopped_disk", quota: "stopped_quota" };
