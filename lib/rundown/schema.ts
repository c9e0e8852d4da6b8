import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { cueMoment } from "#lib/shows/schema.ts";
import { line, prose } from "#lib/text.ts";

export const mostSegments = 200;
const longestScript = 20_000;
export const longestSeconds = 14_400;

export const segmentKind = z.enum(["talk", "product", "drop", "poll", "questions", "giveaway", "film", "overlay"]);
export type SegmentKind = z.infer<typeof segmentKind>;

const fields = {
  kind: segmentKind,
  title: line(120),
  /** How long it is meant to be. */
  seconds: z.int().min(0).max(longestSeconds),
  script: prose(longestScript),
  /** Of the show; what Next pins, and asks. A drop is opened by hand. */
  productId: z.uuid().nullable(),
  dropId: z.uuid().nullable(),
  pollId: z.uuid().nullable(),
};

const segment = z.strictObject({
  ...fields,
  script: fields.script.default(""),
  productId: fields.productId.default(null),
  dropId: fields.dropId.default(null),
  pollId: fields.pollId.default(null),
});
export type Segment = z.infer<typeof segment>;

/** `after`: the segment that it follows, null is to be the first; absent is to be the last. */
export const segmentInput = segment.extend({ after: z.uuid().nullable().optional() });
export type SegmentInput = z.infer<typeof segmentInput>;

export const segmentChange = z.strictObject(fields).partial();
export type SegmentChange = z.infer<typeof segmentChange>;

export const segmentBatch = z.strictObject({ segments: z.array(segment).min(1).max(mostSegments) });
export type SegmentBatch = z.infer<typeof segmentBatch>;

export const segmentCopy = z.strictObject({ showId: z.uuid() });
export const segmentOrder = z.strictObject({ ids: z.array(z.uuid()).max(mostSegments) });
export const segmentOfShow = z.object({ id: z.uuid(), segmentId: z.uuid() });

export const segmentView = z.object({ ...segment.shape, id: z.uuid() });
export type SegmentView = z.infer<typeof segmentView>;

/** The plan of a show, and where it stands: `version` grows with every step, `hand` is who made the last. */
export const rundownView = z.object({
  version: z.int(),
  segmentId: z.uuid().nullable(),
  since: instant.nullable(),
  hand: z.string().nullable(),
  segments: z.array(segmentView),
});
export type RundownView = z.infer<typeof rundownView>;

/** `left`: what a step could not do. The product is not in the show any more; the poll was asked before, or another is open. */
export const stepDone = z.object({ version: z.int(), left: z.array(z.enum(["product", "poll"])) });
export type StepDone = z.infer<typeof stepDone>;

/** `version` is where its reader saw the run stand; `to` another segment than the one that follows. */
export const nextInput = z.strictObject({
  version: z.int().min(0),
  to: z.uuid().optional(),
  moment: cueMoment.optional(),
});
export type NextInput = z.infer<typeof nextInput>;

export const backInput = nextInput.omit({ to: true });
export type BackInput = z.infer<typeof backInput>;
