import { waitBeforeRetry } from "#components/ui/wait-before-retry.ts";
import type { TakeStarted } from "#lib/media/schema.ts";
import type { TakeAnswer } from "./request-take.ts";
import type { Run, Runs } from "./runs.ts";
import { type UploadError, uploadChunk } from "./upload-chunk.ts";
import { createUploadRate } from "./upload-rate.ts";

/**
 * How the air is held. `secondsBehind` is the age of the oldest piece not yet delivered, `bitrate` the delivered bits per
 * second of late, `carries` what the line can; `lastError` stays until the next chunk is delivered; `refused` is what the
 * server said when it granted no take.
 */
export type UploadStatus = {
  state: "connecting" | "live" | "retrying" | "stopped";
  secondsBehind: number;
  waitingBytes: number;
  bitrate: number;
  carries: number | undefined;
  isDelivering: boolean;
  lastError: UploadError | null;
  refused: Exclude<TakeAnswer, TakeStarted> | null;
  /** The take that what is made now goes to; null before there is one. */
  take: { id: string; startsAt: number | undefined } | null;
};

export type Upload = {
  /** Delivers what is left (for up to five seconds) and resolves. The runs are to be ended before. */
  stop: () => Promise<void>;
  /** Goes on with what is made from now on; what waits is left out. */
  leaveOut: () => void;
  status: () => UploadStatus;
};

const lastDeliveryMs = 5000;
const leastChunkBytes = 96 * 1024;
const mostChunkBytes = 1024 * 1024;
/** A chunk takes no longer than this on the line as it is, so that one that breaks off costs little. */
const chunkSeconds = 2;

/** Uploads what is recorded, chunk by chunk, in order, over whatever the network does, until stopped. */
export function startUpload({
  showId,
  runs,
  restart,
  startTake,
  onStatus = () => {},
  fetch = globalThis.fetch.bind(globalThis),
}: {
  showId: string;
  runs: Runs;
  /** Asks the recorder for a new run, because this one cannot go on. */
  restart: () => void;
  /** Asks for a new take; thrown errors are tried again, refusals are not. */
  startTake: (request: { mimeType: string }) => Promise<TakeAnswer>;
  /** Told of every change that is not a figure only. */
  onStatus?: (status: UploadStatus) => void;
  fetch?: typeof globalThis.fetch;
}): Upload {
  const now = () => performance.now();
  const aborted = new AbortController();
  const rate = createUploadRate(now);
  let stopping = false;
  let failures = 0;
  let isLeftOut = false;
  let sending: { run: Run; takeId: string } | undefined;
  let told: Pick<UploadStatus, "state" | "lastError" | "refused"> = {
    ...{ state: "connecting", lastError: null, refused: null },
  };
  const finished = run().finally(() => tell({ state: "stopped" }));

  async function run(): Promise<void> {
    for (;;) {
      const next = await runs.next();
      if (!next) return;
      const take = await openTake(next);
      if (take === "stop" || aborted.signal.aborted) return;
      if (take !== "give up") {
        sending = { run: next, takeId: take.takeId };
        if ((await deliver(next, take)) === "stop") return;
      }
      runs.drop(next);
    }
  }

  async function openTake(next: Run): Promise<TakeStarted | "give up" | "stop"> {
    for (;;) {
      try {
        const answer = await startTake({ mimeType: next.mimeType });
        if ("takeId" in answer) return answer;
        tell({ lastError: answer.refused === "show_ended" ? "show_ended" : "not_admitted", refused: answer });
        return "stop";
      } catch {
        await struggle("network");
      }
      if (aborted.signal.aborted) return "stop";
      if (runs.isOverflowing()) return giveUp(next);
    }
  }

  /** Uploads one run to its end. */
  async function deliver(next: Run, take: TakeStarted): Promise<"next" | "stop"> {
    for (;;) {
      const chunk = await next.pieces.next(chunkBytes());
      if (!chunk) return "next";
      const sentAt = now();
      const outcome = await uploadChunk({ showId, take, chunk, fetch, signal: aborted.signal });
      if (aborted.signal.aborted) return "stop";
      if (outcome.next === "continue") {
        if (!next.pieces.confirm(outcome.expected)) return restarted(next);
        delivered({ bytes: chunk.bytes.size, tookMs: now() - sentAt });
      } else if (outcome.next === "stop") {
        tell({ lastError: outcome.error });
        return "stop";
      } else {
        await struggle(runs.isOverflowing() ? "too_far_behind" : outcome.error);
        if (outcome.next === "new_take") return restarted(next);
      }
      if (runs.isOverflowing() || isLeftOut) return restarted(next);
    }
  }

  function restarted(next: Run): "next" {
    isLeftOut = false;
    giveUp(next);
    return "next";
  }

  /** What waits is left out: viewers go on with what is made now. */
  function giveUp(next: Run): "give up" {
    if (!next.pieces.isEnded()) restart();
    return "give up";
  }

  function chunkBytes(): number {
    const carried = ((rate.carries() ?? 0) * chunkSeconds) / 8;
    return Math.min(mostChunkBytes, Math.max(leastChunkBytes, carried));
  }

  function delivered(upload: { bytes: number; tookMs: number }): void {
    failures = 0;
    rate.add(upload);
    if (told.state !== "live" || told.lastError) tell({ state: "live", lastError: null });
  }

  async function struggle(error: UploadError): Promise<void> {
    tell({ state: "retrying", lastError: error });
    await waitBeforeRetry(failures++, aborted.signal);
  }

  function tell(change: Partial<typeof told>): void {
    told = { ...told, ...change };
    onStatus(status());
  }

  function status(): UploadStatus {
    return {
      ...told,
      secondsBehind: runs.secondsBehind(),
      waitingBytes: runs.waitingBytes(),
      bitrate: rate.bitsPerSecond(),
      carries: rate.carries(),
      isDelivering: rate.isDelivering(),
      take: sending && sending.run === runs.newest() ? { id: sending.takeId, startsAt: sending.run.startsAt } : null,
    };
  }

  return {
    status,
    leaveOut: () => {
      isLeftOut = true;
    },
    stop: async () => {
      if (stopping) return finished;
      stopping = true;
      runs.end();
      const giveUpAfter = setTimeout(() => aborted.abort(), lastDeliveryMs);
      await finished;
      clearTimeout(giveUpAfter);
    },
  };
}
