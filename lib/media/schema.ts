import { z } from "zod";

/** Where a show's video stands: never begun, arriving, silent for longer than the patience, or over. */
export const MediaStatus = z.enum(["waiting", "live", "interrupted", "ended"]);
export type MediaStatus = z.infer<typeof MediaStatus>;

/** Every reason the media doors may refuse, as a stable code. */
export const MediaRefusalCode = z.enum([
  "unknown_show",
  "unknown_take",
  "unknown_segment",
  "unknown_address",
  "nothing_yet",
  "bad_show_key",
  "late_take",
  "chunk_repeated",
  "chunk_gap",
  "chunk_short",
  "chunk_too_large",
  "too_many_uploads",
  "show_ended",
  "not_fragmented_mp4",
  "codec_not_supported",
  "method_not_allowed",
  "range_not_satisfiable",
]);
export type MediaRefusalCode = z.infer<typeof MediaRefusalCode>;

/** What the host page sends to open a take: the MIME type its recorder chose. */
export const StartTake = z.object({ mimeType: z.string().min(1).max(200).optional() });
export type StartTake = z.infer<typeof StartTake>;

/** The answer to a started take. The key admits chunks of this take only and is shown once. */
export const TakeStarted = z.object({
  takeId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  showKey: z.string().min(20).max(200),
});
export type TakeStarted = z.infer<typeof TakeStarted>;

/** The answer to an uploaded chunk; `expected` is the number of the next one. */
export const ChunkAccepted = z.object({
  accepted: z.int().min(0),
  expected: z.int().min(0),
  repeated: z.boolean(),
});
export type ChunkAccepted = z.infer<typeof ChunkAccepted>;

/** A media refusal on the wire (RFC 9457); `expected` comes with chunk_gap, `retryAfter` is seconds. */
export const MediaProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: MediaRefusalCode,
  detail: z.string().optional(),
  expected: z.int().min(0).optional(),
  retryAfter: z.int().optional(),
});
export type MediaProblem = z.infer<typeof MediaProblem>;

/** Health of one show's video. Bits per second, seconds, bytes; times are milliseconds since 1970. */
export const MediaFigures = z.object({
  status: MediaStatus,
  takes: z.int(),
  segments: z.int(),
  bytes: z.int(),
  bitsPerSecond: z.number(),
  keyframeSeconds: z.number(),
  lastSegmentAt: z.number().nullable(),
  codecs: z.array(z.string()),
  heldBytes: z.int(),
});
export type MediaFigures = z.infer<typeof MediaFigures>;
