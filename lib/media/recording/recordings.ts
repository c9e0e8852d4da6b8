import { mkdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { RecorderFigures, RecorderState } from "#lib/media/schema.ts";
import { type ArchiveCopy, startArchiveCopy } from "./archive-copy.ts";
import { createDiskGuard, type FreeSpace } from "./disk-guard.ts";
import { createDiskStorage } from "./disk-storage.ts";
import { createRecordedReader } from "./recorded-reader.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import type { RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import type { ByteRange, Storage } from "./storage.ts";

/** A change worth writing down. `archived`: the whole of it is confirmed in the archive and gone from the disk. */
export type RecordingChange = RecorderFigures & {
  showId: string;
  startedAt: number | null;
  endedAt: number | null;
  hash: string;
  archived: boolean;
};

/** Every recording this process writes or serves. */
export type Recordings = {
  /** The recorder of a show on air, made when it is not there yet; undefined when nothing is recorded, by setting. */
  open: (showId: string) => Recorder | undefined;
  /** What is recorded of a show, running or over. Undefined when there is nothing. */
  find: (showId: string) => Promise<RecordingIndex | undefined>;
  read: (key: string, range?: ByteRange) => Promise<Readable>;
  figures: (showId: string) => RecorderFigures;
  /**
   * Ends a show's recording, also one that a dead process left open; what was added is on disk when it resolves. `busy`:
   * another process writes it, or the storage does not let it be closed yet; ask again. Never rejects.
   */
  end: (showId: string) => Promise<"finished" | "nothing" | "busy">;
  /** Takes the end of a recording back; what comes now follows what is there. Never rejects. */
  resume: (showId: string) => Promise<void>;
  /** The shows that have a recording on this disk, running, over or left open by a dead process. */
  stored: () => Promise<string[]>;
  /** Copies an ended recording to the archive, if there is one. */
  archive: (showId: string) => void;
  /** Removes what is left on this disk of one that is in the archive. */
  forgetLocal: (showId: string) => Promise<void>;
  /** Removes it everywhere. */
  delete: (showId: string) => Promise<void>;
  usedBytes: () => number;
  /** Waits for what is being written. */
  close: () => Promise<void>;
};

const lookEveryMs = 5000;

export function createRecordings({
  folder,
  quotaBytes = Number.POSITIVE_INFINITY,
  archive,
  lock = () => () => {},
  isKept = async () => true,
  isFinal = async () => true,
  onChange = () => {},
  onError = () => {},
  freeSpace,
  now = Date.now,
}: {
  folder: string;
  /** 0 switches recording off. */
  quotaBytes?: number;
  archive?: Storage;
  /** Takes a show's recording for this process, or tells by undefined that another one writes it; returns how to let go. */
  lock?: (showId: string) => (() => void) | undefined;
  /** Whether a recording that is over may be watched; one it denies does not exist. */
  isKept?: (showId: string) => Promise<boolean>;
  /** Whether the end of a show cannot be taken back any more: until then its files stay on this disk. */
  isFinal?: (showId: string) => Promise<boolean>;
  /** What it returns for `archived` is waited for: the files go from this disk after it. */
  onChange?: (change: RecordingChange) => unknown;
  onError?: (problem: { showId: string; error: unknown; what: "recording" | "archive" | "space" }) => void;
  freeSpace?: FreeSpace;
  now?: () => number;
}): Recordings {
  mkdirSync(folder, { recursive: true });
  const local = createDiskStorage(folder);
  const guard = createDiskGuard({ folder, storage: local, quotaBytes, freeSpace });
  const recorders = new Map<string, Recorder>();
  const copies = new Map<string, ArchiveCopy>();
  const wholeCopies = new Set<string>();
  const turns = new Map<string, Promise<unknown>>();
  const reader = createRecordedReader({ local, archive, isKept, running: (showId) => recorders.get(showId) });
  const timer = setInterval(() => {
    for (const recorder of recorders.values()) recorder.look();
    for (const showId of wholeCopies) void finishCopy(showId);
  }, lookEveryMs);
  timer.unref();
  guard.recount().catch((error: unknown) => onError({ showId: "", error, what: "space" }));

  function open(showId: string): Recorder {
    const known = recorders.get(showId);
    if (known) return known;
    const recorder = createRecorder({
      ...{ folder, showId, guard, now },
      lock: () => lock(showId),
      onChange: () => tell(showId),
      onError: (error) => onError({ showId, error, what: "recording" }),
    });
    recorders.set(showId, recorder);
    startCopy(showId, () => recorder.index);
    return recorder;
  }

  function tell(showId: string, archived = false): unknown {
    copies.get(showId)?.wake();
    const index = recorders.get(showId)?.index;
    if (!index) return undefined;
    const { endedAt, hash } = index;
    return onChange({
      ...figures(showId),
      showId,
      startedAt: index.segments[0]?.startedAt ?? null,
      endedAt,
      hash,
      archived,
    });
  }

  function startCopy(showId: string, index: () => RecordingIndex): void {
    if (!archive || copies.has(showId)) return;
    const report = (error: unknown) => onError({ showId, error, what: "archive" });
    const copy = startArchiveCopy({ showId, index, local, archive, onError: report });
    copies.set(showId, copy);
    copy.done.then((whole) => {
      if (!whole || copies.get(showId) !== copy) return undefined;
      wholeCopies.add(showId);
      return finishCopy(showId);
    }, report);
  }

  /** From now on the archive's copy is the one; viewers in the middle of a file keep reading the one they opened. */
  async function finishCopy(showId: string): Promise<void> {
    try {
      if (!(await isFinal(showId)) || !wholeCopies.delete(showId)) return;
      await sayArchived(showId);
      copies.delete(showId);
      await forgetLocal(showId);
    } catch (error) {
      onError({ showId, error, what: "archive" });
    }
  }

  /** Written down before the files go: else a start in between would take what is left of them for all there is. */
  async function sayArchived(showId: string): Promise<void> {
    try {
      await tell(showId, true);
    } catch (error) {
      wholeCopies.add(showId);
      throw error;
    }
  }

  async function forgetLocal(showId: string): Promise<void> {
    const recorder = recorders.get(showId);
    recorders.delete(showId);
    await recorder?.close();
    reader.forget(showId);
    await local.delete(recordingKeys.show(showId));
    await guard.recount();
  }

  function figures(showId: string): RecorderFigures {
    const recorder = recorders.get(showId);
    const index = recorder?.index ?? reader.known(showId);
    const { bytes = 0, seconds = 0, segments = [] } = index ?? {};
    const filesToCopy = copies.get(showId)?.filesToCopy() ?? 0;
    return {
      state: stateOf(),
      bytes,
      seconds,
      segments: segments.length,
      missed: recorder?.missed() ?? 0,
      filesToCopy,
    };

    function stateOf(): RecorderState {
      if (recorder) return recorder.state();
      return index ? "finished" : quotaBytes <= 0 ? "off" : "waiting";
    }
  }

  async function end(showId: string) {
    try {
      return await inTurn(showId, () => endNow(showId));
    } catch (error) {
      onError({ showId, error, what: "recording" });
      return "busy";
    }
  }

  async function resume(showId: string): Promise<void> {
    if (quotaBytes <= 0) return;
    try {
      await inTurn(showId, () => resumeNow(showId));
    } catch (error) {
      onError({ showId, error, what: "recording" });
    }
  }

  /** An end and its taking back never overlap. */
  function inTurn<Value>(showId: string, step: () => Promise<Value>): Promise<Value> {
    const turn = (turns.get(showId) ?? Promise.resolve()).then(step, step);
    turns.set(showId, turn);
    const forget = () => turns.get(showId) === turn && turns.delete(showId);
    turn.then(forget, forget);
    return turn;
  }

  async function resumeNow(showId: string): Promise<void> {
    wholeCopies.delete(showId);
    await copies.get(showId)?.stop();
    copies.delete(showId);
    reader.forget(showId);
    const recorder = open(showId);
    await recorder.resume();
    startCopy(showId, () => recorder.index);
  }

  async function endNow(showId: string) {
    const recorder = recorders.get(showId) ?? ((await reader.load(showId)) && open(showId));
    if (!recorder) return "nothing";
    await recorder.end();
    if (!copies.has(showId) && (recorder.state() === "finished" || !recorder.isOpen())) await letGo(showId, recorder);
    if (recorder.state() !== "finished") return "busy";
    return recorder.index.segments.length > 0 ? "finished" : "nothing";
  }

  async function letGo(showId: string, recorder: Recorder): Promise<void> {
    recorders.delete(showId);
    await recorder.close();
    if (recorder.index.endedAt !== null) reader.remember(showId, recorder.index);
  }

  async function remove(showId: string): Promise<void> {
    wholeCopies.delete(showId);
    await copies.get(showId)?.stop();
    copies.delete(showId);
    await archive?.delete(recordingKeys.show(showId));
    await forgetLocal(showId);
  }

  async function close(): Promise<void> {
    clearInterval(timer);
    await Promise.all([...recorders.values()].map((recorder) => recorder.close()));
    await Promise.all([...copies.values()].map((copy) => copy.stop()));
  }

  return {
    open: (showId) => (quotaBytes > 0 ? open(showId) : undefined),
    ...{ find: reader.find, read: reader.read, figures, end, resume, forgetLocal, delete: remove, close },
    stored: () => listShows(folder),
    archive: (showId) => void (archive && open(showId)),
    usedBytes: guard.usedBytes,
  };
}

async function listShows(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
