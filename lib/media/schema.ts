import { z } from "zod";
import { instant } from "#lib/moment.ts";

/** Where a show's video stands: never begun, arriving, silent for longer than the timeout, or over. */
export const MediaStatus = z.enum(["waiting", "live", "interrupted", "ended"]);
export type MediaStatus = z.infer<typeof MediaStatus>;

/** What the host page sends to open a take: the MIME type its recorder chose. */
export const StartTake = z.object({ mimeType: z.string().min(1).max(200).optional() });
export type StartTake = z.infer<typeof StartTake>;

/** The answer to a started take. The key admits chunks of this take only and is shown once. */
export const TakeStarted = z.object({
  takeId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  showKey: z.string().min(20).max(200),
});
export type TakeStarted = z.infer<typeof TakeStarted>;

/** Who sends a show's video, from what device, since when (ISO 8601); name and device are empty for other than a page. */
export const AirHolder = z.object({ name: z.string(), device: z.string(), since: instant });
export type AirHolder = z.infer<typeof AirHolder>;

/** The answer to an uploaded chunk; `expected` is the number of the next one. */
export const ChunkAccepted = z.object({
  accepted: z.int().min(0),
  expected: z.int().min(0),
  repeated: z.boolean(),
});
export type ChunkAccepted = z.infer<typeof ChunkAccepted>;

/** A refusal of the media doors as a page reads it (RFC 9457); `expected` comes with chunk_gap and chunk_repeated, `retryAfter` is seconds. */
export const MediaProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  expected: z.int().min(0).optional(),
  retryAfter: z.int().optional(),
});

/** Where the recording of a show stands. Stopped ones go on by themselves; `off`: nothing is recorded, by setting. */
export const RecorderState = z.enum([
  "off",
  "waiting",
  "recording",
  "stopped_disk",
  "stopped_quota",
  "stopped_error",
  "finished",
]);
export type RecorderState = z.infer<typeof RecorderState>;

/** What is recorded of a show so far, and how many files wait to be copied to the archive. */
export const RecorderFigures = z.object({
  state: RecorderState,
  bytes: z.int(),
  seconds: z.number(),
  segments: z.int(),
  /** Segments that were published and not recorded. */
  missed: z.int(),
  filesToCopy: z.int(),
});
export type RecorderFigures = z.infer<typeof RecorderFigures>;

/** What is in the picture and the sound, as far as it was looked at. */
export const MediaContent = z.object({
  picture: z.enum(["unknown", "moving", "still", "black"]),
  sound: z.enum(["unknown", "heard", "silent"]),
});
export type MediaContent = z.infer<typeof MediaContent>;

/** Figures of one show's video. Bits per second, seconds, bytes; times are milliseconds since 1970. */
export const MediaFigures = z.object({
  status: MediaStatus,
  takes: z.int(),
  parts: z.int(),
  segments: z.int(),
  bytes: z.int(),
  bitsPerSecond: z.number(),
  /** Between key frames, of late. */
  keyframeSeconds: z.number(),
  partSeconds: z.number(),
  /** Places where the picture does not go on from the one before: another take, or a leap of the source's clock. */
  jumps: z.int(),
  lastJumpAt: z.number().nullable(),
  /** By how much the newest part came later than the source's quickest. */
  lateSeconds: z.number(),
  /** From the arrival of the bytes to the last listener told. */
  publishMs: z.object({ p50: z.number(), p99: z.number() }),
  lastPartAt: z.number().nullable(),
  codecs: z.array(z.string()),
  width: z.int(),
  height: z.int(),
  heldBytes: z.int(),
  /** `hls` is an estimate from how often the live playlists are asked for. */
  viewers: z.object({ fast: z.int(), hls: z.int() }),
  bytesOut: z.object({ fast: z.int(), hls: z.int(), recorded: z.int() }),
  /** Parts left out for slow lines, lines given up as slow, viewers turned away because the fast tier was full. */
  fastTier: z.object({ partsSkipped: z.int(), slowLines: z.int(), rejected: z.int() }),
  recorder: RecorderFigures,
  content: MediaContent,
});
export type MediaFigures = z.infer<typeof MediaFigures>;

/** What is wrong with a show's video right now, worst first; each has words in the studio. */
export const VideoHealth = z.enum([
  "no_video",
  "picture_black",
  "picture_still",
  "sound_silent",
  "recorder_stopped_disk",
  "recorder_stopped_quota",
  "recorder_stopped_error",
  "bitrate_low",
  "bitrate_high",
  "no_sound",
  "no_picture",
  "keyframes_far",
  "uplink_behind",
  "gaps",
  "parts_long",
  "archive_behind",
]);
export type VideoHealth = z.infer<typeof VideoHealth>;
