import type { StartTake, TakeStarted } from "#lib/media/schema.ts";
import { type ChunkQueue, createChunkQueue } from "./chunk-queue.ts";
import { chooseFormat, startRecorder } from "./recorder.ts";
import type { TakeAnswer } from "./request-take.ts";
import { type BroadcastError, uploadChunk } from "./upload-chunk.ts";
import { createUploadRate } from "./upload-rate.ts";
import { waitBeforeRetry } from "./wait-before-retry.ts";

/**
 * How the air is held. `secondsBehind` is the age of the oldest chunk not yet delivered, `bitrate` the delivered bits per
 * second of late; `lastError` stays until the next chunk is delivered; `refusal` is the API's code when it grants no take.
 */
export type BroadcastStatus = {
  state: "connecting" | "live" | "retrying" | "stopped";
  secondsBehind: number;
  bitrate: number;
  lastError: BroadcastError | null;
  refusal: string | null;
};

export type Broadcast = {
  /** Goes on with another camera, microphone or screen, as a new take. */
  replaceStream: (stream: MediaStream) => void;
  /** Stops recording, delivers what is left (for up to five seconds) and resolves. */
  stop: () => Promise<void>;
};

const reportEveryMs = 1000;
const lastDeliveryMs = 5000;

/** Records a stream and uploads it chunk by chunk, in order, over whatever the network does, until stopped. */
export function startBroadcast({
  showId,
  stream,
  startTake,
  onStatus,
  fetch = globalThis.fetch.bind(globalThis),
}: {
  showId: string;
  stream: MediaStream;
  /** Asks for a new take; thrown errors are tried again, refusals are not. */
  startTake: (request: StartTake) => Promise<TakeAnswer>;
  onStatus: (status: BroadcastStatus) => void;
  fetch?: typeof globalThis.fetch;
}): Broadcast {
  const now = () => performance.now();
  const aborted = new AbortController();
  const rate = createUploadRate(now);
  const mimeType = chooseFormat();
  let source = stream;
  let stopping = false;
  let failures = 0;
  let queue: ChunkQueue | undefined;
  let endRecording = () => {};
  let status: BroadcastStatus = { state: "connecting", secondsBehind: 0, bitrate: 0, lastError: null, refusal: null };

  const timer = setInterval(report, reportEveryMs);
  const finished = run().finally(() => {
    clearInterval(timer);
    endRecording();
    queue = undefined;
    report({ state: "stopped" });
  });

  async function run(): Promise<void> {
    if (!mimeType) return report({ lastError: "no_recorder" });
    report();
    while (!stopping) {
      const take = await openTake(mimeType);
      if (!take || stopping) return;
      if (!(await deliverTake(take, mimeType))) return;
    }
  }

  async function openTake(format: string): Promise<TakeStarted | undefined> {
    while (!stopping) {
      try {
        const answer = await startTake({ mimeType: format });
        if ("takeId" in answer) return answer;
        report({ lastError: "not_admitted", refusal: answer.refused });
        return undefined;
      } catch {
        await struggle("network");
      }
    }
    return undefined;
  }

  /** Records and uploads one take to its end; false when there is to be no other. */
  async function deliverTake(take: TakeStarted, format: string): Promise<boolean> {
    const taken = source;
    if (!taken.active) return hasMore(taken);
    const chunks = createChunkQueue(now);
    const recorder = startRecorder({ stream: taken, mimeType: format, onChunk: chunks.add, onEnd: chunks.end });
    queue = chunks;
    endRecording = recorder.stop;
    try {
      for (;;) {
        const chunk = await chunks.next();
        if (!chunk) return hasMore(taken);
        const outcome = await uploadChunk({ showId, take, chunk, fetch, signal: aborted.signal });
        if (aborted.signal.aborted) return false;
        if (outcome.next === "continue") {
          if (!chunks.confirm(outcome.expected)) return true;
          delivered(chunk.bytes.size);
          if (chunks.isOverflowing()) return true;
        } else if (outcome.next === "stop") {
          report({ lastError: outcome.error });
          return false;
        } else {
          await struggle(chunks.isOverflowing() ? "too_far_behind" : outcome.error);
          if (outcome.next === "new_take" || chunks.isOverflowing()) return true;
        }
      }
    } finally {
      recorder.stop();
    }
  }

  function hasMore(taken: MediaStream): boolean {
    if (stopping || source !== taken) return !stopping;
    report({ lastError: "source_ended" });
    return false;
  }

  function delivered(bytes: number): void {
    failures = 0;
    rate.add(bytes);
    report({ state: "live", lastError: null });
  }

  async function struggle(error: BroadcastError): Promise<void> {
    report({ state: "retrying", lastError: error });
    await waitBeforeRetry(failures++, aborted.signal);
  }

  function report(change: Partial<BroadcastStatus> = {}): void {
    status = { ...status, ...change, secondsBehind: queue?.secondsBehind() ?? 0, bitrate: rate.bitsPerSecond() };
    onStatus(status);
  }

  return {
    replaceStream: (next) => {
      source = next;
      endRecording();
    },
    stop: async () => {
      stopping = true;
      endRecording();
      const giveUp = setTimeout(() => aborted.abort(), lastDeliveryMs);
      await finished;
      clearTimeout(giveUp);
    },
  };
}
