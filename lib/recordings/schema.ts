import { z } from "zod";
import { AirHolder, MediaFigures, VideoHealth } from "#lib/media/schema.ts";
import { instant } from "#lib/moment.ts";
import { prose } from "#lib/text.ts";

const maxDays = 36_500;

export const recordingState = z.enum(["RECORDING", "READY", "FAILED", "DELETED"]);

/** What is kept of a show's video. Bytes, seconds, days; times are ISO 8601. */
export const recordingView = z.object({
  state: recordingState,
  storage: z.enum(["disk", "s3"]),
  startedAt: instant,
  endedAt: instant.nullable(),
  bytes: z.number(),
  seconds: z.number(),
  segments: z.int(),
  /** Segments that were on air and could not be recorded. */
  missed: z.int(),
  /** SHA-256 over all segments in their order, each chained to the one before. */
  hash: z.string(),
  retentionDays: z.int(),
  retentionUntil: instant.nullable(),
  legalHold: z.boolean(),
  deletedAt: instant.nullable(),
  deletedWhy: z.string().nullable(),
});
export type RecordingView = z.infer<typeof recordingView>;

/** The host may lengthen how long it is kept; a legal hold is for operators to set and lift. */
export const recordingChange = z.strictObject({
  retentionDays: z.int().min(1).max(maxDays).optional(),
  legalHold: z.boolean().optional(),
});
export type RecordingChange = z.infer<typeof recordingChange>;

export const recordingDeletion = z.strictObject({
  reason: prose(500).min(3),
});

/** A recording's file for editing and other platforms: how far it is made, 0 to 1, and its bytes once it is whole. */
export const socialFileView = z.object({
  state: z.enum(["none", "making", "ready", "failed"]),
  part: z.number().min(0).max(1),
  bytes: z.number().nullable(),
});
export type SocialFileView = z.infer<typeof socialFileView>;

/** A show that can be watched again: where, and how long it is. */
export const replayView = z.object({
  address: z.string(),
  startedAt: instant,
  endedAt: instant,
  seconds: z.number(),
});
export type ReplayView = z.infer<typeof replayView>;

/** A show's video as its host sees it. `figures` is null while this server has nothing of it in memory. */
export const videoView = z.object({
  figures: MediaFigures.nullable(),
  health: z.array(VideoHealth),
  /** Who sends it now; null when nobody does. */
  holder: AirHolder.nullable(),
  /**
   * Viewers whose player told of itself within the last half minute, those of them who had to wait for pictures, and those
   * whose browser cannot play it: the kind of video, its decoder gave up, or the sound alone.
   */
  audience: z.object({
    watching: z.int(),
    stalling: z.int(),
    failing: z.object({ codec: z.int(), decoder: z.int(), sound: z.int() }),
  }),
  recording: recordingView.nullable(),
});
export type VideoView = z.infer<typeof videoView>;

export const fileQuery = z.strictObject({
  /** One take alone, counted from 1; without it all takes behind one another. */
  take: z.coerce.number().int().min(1).max(10_000).optional(),
});
