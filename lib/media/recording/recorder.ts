import { errorCode } from "#lib/error-code.ts";
import type { Segment } from "#lib/media/live/window.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { RecorderState } from "#lib/media/schema.ts";
import type { DiskGuard, Room } from "./disk-guard.ts";
import { Journal } from "./journal.ts";
import { RecordingIndex } from "./recording-index.ts";

type RecorderSettings = {
  folder: string;
  showId: string;
  guard: DiskGuard;
  /** Undefined while another process writes this recording. */
  lock: () => (() => void) | undefined;
  now: () => number;
  /** Told after every change of state and every written segment. */
  onChange: () => void;
  onError: (error: unknown) => void;
};

const maxWaitingBytes = 64 * 1024 * 1024;
const stoppedBy: Record<Exclude<Room, "enough">, RecorderState> = { disk: "stopped_disk", quota: "stopped_quota" };

/** Writes what a show publishes to disk as it comes. Never throws, never holds the show up; what it cannot keep it counts. */
export class Recorder {
  /** Resolves when what a crash left is read. */
  readonly ready: Promise<void>;
  readonly #settings: RecorderSettings;
  #journal: Journal | undefined;
  #release: (() => void) | undefined;
  #index = new RecordingIndex();
  #state: RecorderState = "waiting";
  #work = Promise.resolve();
  #waitingBytes = 0;
  #missed = 0;
  #broken = false;

  constructor(settings: RecorderSettings) {
    this.#settings = settings;
    this.ready = this.#enqueue(() => this.#lookForRoom());
  }

  get index(): RecordingIndex {
    return this.#index;
  }

  get state(): RecorderState {
    return this.#state;
  }

  /** False until what a crash left is read, and while another process writes this recording. */
  get isOpen(): boolean {
    return this.#journal !== undefined;
  }

  /** Segments that could not be kept. */
  get missed(): number {
    return this.#missed;
  }

  add(segment: Segment, init: InitSegment) {
    const { length } = segment.bytes;
    if (this.#waitingBytes + length > maxWaitingBytes) return this.#miss();
    this.#waitingBytes += length;
    void this.#enqueue(() => this.#write(segment, init)).finally(() => {
      this.#waitingBytes -= length;
    });
  }

  /** Resolves when all that was added is on disk and the recording is closed. */
  end(): Promise<void> {
    return this.#enqueue(async () => {
      if (!(await this.#openUp()) || this.#state === "finished") return;
      if (this.#broken) await this.#journal?.repair();
      if (this.#index.segments.length > 0) await this.#journal?.end(this.#settings.now());
      this.#change("finished");
    });
  }

  /** Takes the end back, also one that another process wrote. */
  resume(): Promise<void> {
    return this.#enqueue(async () => {
      if (!(await this.#openUp()) || this.#state !== "finished") return;
      await this.#journal?.resume(this.#settings.now());
      this.#change(this.#stateWithRoom());
    });
  }

  /** Resolves when all that was added is on disk; the recording may be gone on with later. */
  close(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#journal?.close();
      this.#journal = undefined;
      this.#release?.();
      this.#release = undefined;
    });
  }

  /** Looks whether there is room, and goes on when there is again. */
  look(): void {
    void this.#enqueue(() => this.#lookForRoom());
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step).catch((error: unknown) => this.#fail(error));
    return this.#work;
  }

  /** False while another process has it. */
  async #openUp(): Promise<boolean> {
    if (this.#journal) return true;
    this.#release ??= this.#settings.lock();
    if (!this.#release) return false;
    const { folder, showId } = this.#settings;
    this.#journal = await Journal.open({ folder, showId });
    this.#index = this.#journal.index;
    if (this.#index.endedAt !== null) this.#change("finished");
    return true;
  }

  async #write(segment: Segment, init: InitSegment): Promise<void> {
    if (!this.#journal || this.#state === "finished" || this.#isStopped()) return this.#miss();
    if (this.#index.segments.length === 0 || this.#state === "waiting") this.#change("recording");
    await this.#journal.addSegment(segment, init);
    this.#settings.guard.count(segment.bytes.length);
    this.#settings.onChange();
  }

  async #lookForRoom(): Promise<void> {
    if (!(await this.#openUp()) || this.#state === "finished") return;
    const room = await this.#settings.guard.look();
    if (room !== "enough") return this.#change(stoppedBy[room]);
    if (this.#broken) await this.#journal?.repair();
    this.#broken = false;
    if (this.#isStopped()) this.#change(this.#stateWithRoom());
  }

  /** A write that failed stops the recording until the next look finds room and the journal in order. */
  #fail(error: unknown): void {
    this.#miss();
    this.#broken = true;
    this.#settings.onError(error);
    this.#change(["ENOSPC", "EDQUOT"].includes(errorCode(error) ?? "") ? "stopped_disk" : "stopped_error");
  }

  #miss(): void {
    this.#missed += 1;
  }

  #isStopped(): boolean {
    return ["stopped_disk", "stopped_quota", "stopped_error"].includes(this.#state);
  }

  #stateWithRoom(): RecorderState {
    return this.#index.segments.length > 0 ? "recording" : "waiting";
  }

  #change(state: RecorderState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#settings.onChange();
  }
}
