import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedFile, RecordingIndex } from "./recording-index.ts";
import { recordingKeys } from "./recording-keys.ts";
import { readWhole, type Storage } from "./storage.ts";

/** Copies one recording to the archive, file by file while it is written, and again after every failure until it is there. */
export type ArchiveCopy = {
  /** There may be more to copy. */
  wake: () => void;
  /** Stops where it is; what is missing is copied after the next start. */
  stop: () => Promise<void>;
  filesToCopy: () => number;
  /** Resolves true when the whole of an ended recording is confirmed; false when it was stopped before. */
  done: Promise<boolean>;
};

const indexEveryFiles = 8;
const firstWaitMs = 500;
const longestWaitMs = 60_000;

export function startArchiveCopy({
  showId,
  index,
  local,
  archive,
  onError,
}: {
  showId: string;
  index: () => RecordingIndex;
  local: Storage;
  archive: Storage;
  onError: (error: unknown) => void;
}): ArchiveCopy {
  const stopping = new AbortController();
  const { signal } = stopping;
  const takes = new Set<string>();
  let known: Set<string> | undefined;
  let copied = 0;
  let failures = 0;
  let wake = () => {};
  const done = run();

  async function run(): Promise<boolean> {
    while (!signal.aborted) {
      try {
        if (await copyNext()) return true;
        failures = 0;
      } catch (error) {
        if (signal.aborted) break;
        if (failures === 0) onError(error);
        failures += 1;
        await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** failures));
      }
    }
    return false;
  }

  /** One step: a file, the index, or waiting for more. True when nothing is left to come. */
  async function copyNext(): Promise<boolean> {
    known ??= new Set((await archive.list(recordingKeys.show(showId))).map(({ key }) => key));
    const file = index().files[copied];
    if (file?.closed) {
      await copyFile(file);
      copied += 1;
      if (copied % indexEveryFiles === 0) await copyWhole(recordingKeys.index(showId));
      return false;
    }
    if (!file && index().endedAt !== null) {
      await copyWhole(recordingKeys.index(showId));
      return true;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) resolve();
    });
    return false;
  }

  async function copyFile(file: RecordedFile): Promise<void> {
    if (!takes.has(file.takeId)) await copyWhole(recordingKeys.init(showId, file.takeId));
    takes.add(file.takeId);
    const key = recordingKeys.file(showId, file);
    if (known?.has(key)) return;
    await archive.put(key, await readWhole(local, key, { from: 0, to: file.bytes - 1 }));
  }

  async function copyWhole(key: string): Promise<void> {
    await archive.put(key, await readWhole(local, key));
  }

  async function wait(ms: number): Promise<void> {
    await sleep(ms * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }

  return {
    wake: () => wake(),
    stop: async () => {
      stopping.abort();
      wake();
      await done;
    },
    filesToCopy: () => index().files.length - copied,
    done,
  };
}
