import { ChunkAccepted, MediaProblem, type TakeStarted } from "#lib/media/schema.ts";
import type { RefusalCode } from "#lib/refusal.ts";
import type { Chunk } from "./piece-queue.ts";

/** Why an upload struggles: what the server said, no answer at all, an answer that makes no sense, or the machine itself. */
export type UploadError = RefusalCode | "network" | "server" | "too_far_behind" | "not_admitted";

/** What to do after one upload. `expected` is the chunk the server wants next. */
export type UploadOutcome =
  | { next: "continue"; expected: number }
  | { next: "retry" | "new_take" | "stop"; error: UploadError };

/** A slow line needs some seconds for a piece; one that is dead should not cost many. */
const answerWithinMs = 15_000;

/** Sends one chunk once. Never throws. */
export async function uploadChunk({
  showId,
  take,
  chunk,
  fetch,
  signal,
}: {
  showId: string;
  take: TakeStarted;
  chunk: Chunk;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}): Promise<UploadOutcome> {
  try {
    const response = await fetch(`/media/${showId}/takes/${take.takeId}/chunks/${chunk.n}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${take.showKey}`, "content-type": "video/mp4" },
      body: chunk.bytes,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    return response.ok ? readAccepted(answer) : readRefusal(answer);
  } catch {
    return { next: "retry", error: "network" };
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
