import { z } from "zod";
import { liveMessage, livePoll, questionCue } from "#lib/live/contract.ts";
import { pageCursor } from "#lib/page-cursor.ts";

/** From `atMs` of the picture on this claim was pinned, or none. */
const claimCue = z.object({ atMs: z.number(), claim: z.object({ claim: z.string(), truth: z.string() }).nullable() });
export type ClaimCue = z.infer<typeof claimCue>;

/** What a show put over its picture, in its order: each is shown again at its moment. */
export const overlays = z.object({
  asked: z.array(questionCue),
  claims: z.array(claimCue),
  /** Those that are over; the result was shown from `closedAt` on. */
  polls: z.array(livePoll),
  /** Where questions were answered on the picture. */
  chapters: z.array(z.object({ body: z.string(), answeredAtMs: z.number() })),
  /** Where the parts of its rundown began. */
  segments: z.array(z.object({ title: z.string(), atMs: z.number() })),
});
export type Overlays = z.infer<typeof overlays>;

export const lineKind = z.enum(["all", "questions", "staff"]);
export type LineKind = z.infer<typeof lineKind>;

export const lineQuery = z.strictObject({
  of: lineKind.default("all"),
  /** The first moment, in milliseconds since 1970. */
  from: z.coerce.number().int().min(0).max(8_640_000_000_000_000).default(0),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type LineQuery = z.infer<typeof lineQuery>;

export const linePage = z.object({
  lines: z.array(liveMessage),
  /** Ask with `after` for what was said next; null at the end. */
  next: z.string().nullable(),
});
export type LinePage = z.infer<typeof linePage>;
