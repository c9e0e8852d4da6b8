import { combineSignals } from "#components/ui/combine-signals.ts";
import { ChunkAccepted, MediaProblem, type TakeStarted } from "#lib/media/schema.ts";
import type { RefusalCode } from "#lib/refusal.ts";
import type { Chunk } from "./piece-queue.ts";

/** Why an upload struggles: what the server said, no answer at all, an answer that makes no sense, the machine itself, or that what makes the picture had to be started again. */
export type UploadError = RefusalCode | "network" | "server" | "too_far_behind" | "not_admitted" | "restarted";

/** What to do after one upload. `expected` is the chunk the server wants next. */
export type UploadOutcome =
  | { next: "continue"; expected: number }
  | { next: "retry" | "new_take" | "stop"; error: UploadError };

/** What is wrong with the picture is told with it: viewers get a slate in its place. */
const awayHeader = "x-picture-away";

/** Sends one chunk once, and waits so long for the answer. Never throws. */
export async function uploadChunk({
  showId,
  take,
  chunk,
  fetch,
  signal,
  withinMs,
  isAway = false,
}: {
  showId: string;
  take: TakeStarted;
  chunk: Chunk;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
  withinMs: number;
  /** The host's picture stands still, or was taken away by a call or another app. */
  isAway?: boolean;
}): Promise<UploadOutcome> {
  const wait = combineSignals([signal], withinMs);
  try {
    const response = await fetch(`/media/${showId}/takes/${take.takeId}/chunks/${chunk.n}`, {
      method: "PUT",
      headers: {
        authorization: `Bearer ${take.showKey}`,
        "content-type": "video/mp4",
        ...(isAway && { [awayHeader]: "1" }),
      },
      body: chunk.bytes,
      signal: wait.signal,
    });
    const answer: unknown = await response.json().catch(() => undefined);
    return response.ok ? readAccepted(answer) : readRefusal(answer);
  } catch {
    return { next: "retry", error: "network" };
  } finally {
    wait.done();
  }
}

function readAccepted(answer: unknown): UploadOutcome {
  const accepted = ChunkAccepted.safeParse(answer);
  return accepted.success ? { next: "continue", expected: accepted.data.expected } : { next: "retry", error: "server" };
}

function readRefusal(answer: unknown): UploadOutcome {
  const problem = MediaProblem.safeParse(answer);
  if (!problem.success) return { next: "retry", error: "server" };
  const { code, expected } = problem.data;
  switch (code) {
    case "chunk_gap":
    case "chunk_repeated":
      return expected === undefined ? { next: "new_take", error: code } : { next: "continue", expected };
    case "chunk_short":
    case "too_many_uploads":
      return { next: "retry", error: code };
    case "unknown_show":
    case "unknown_take":
    case "chunk_too_large":
    case "not_fragmented_mp4":
      return { next: "new_take", error: code };
    case "late_take":
    case "show_ended":
    case "bad_show_key":
    case "codec_not_supported":
      return { next: "stop", error: code };
    default:
      return { next: "retry", error: "server" };
  }
}
