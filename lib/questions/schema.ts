import { z } from "zod";
import { chatRole } from "#lib/live/contract.ts";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { cueMoment } from "#lib/shows/schema.ts";
import { line, prose } from "#lib/text.ts";

export const maxGraphemes = 200;

/** A question in one line, of at most so many characters as a reader counts them. */
const words = line(800).refine(
  (text) => [...new Intl.Segmenter().segment(text)].length <= maxGraphemes,
  `may have at most ${maxGraphemes} characters`,
);

export const questionState = z.enum(["HELD", "OPEN", "ASIDE", "ANSWERED", "REMOVED"]);

export const likenessInput = z.strictObject({ body: words, productId: z.uuid().nullable().default(null) });

export const questionInput = likenessInput.extend({
  /** Said once a question: sent again under it, it is written once. */
  key: z.uuid().optional(),
  /** Its author saw those that are alike and asks all the same: only one in the very same words takes it in. */
  anyway: z.boolean().default(false),
  /** Whether the answer is also written to their proven address. */
  wantsMail: z.boolean().default(false),
});
export type QuestionInput = z.infer<typeof questionInput>;

/** A question as everybody sees it. */
export const questionView = z.object({
  id: z.uuid(),
  body: z.string(),
  name: z.string(),
  role: chatRole,
  productId: z.uuid().nullable(),
  /** People who want it answered, each once. */
  votes: z.int(),
  at: instant,
  /** In writing; empty when it was answered in the show alone. */
  answer: z.string(),
  answeredAt: instant.nullable(),
  /** The moment of the picture, on the stream clock in milliseconds since 1970. */
  answeredAtMs: z.number().nullable(),
});
export type QuestionView = z.infer<typeof questionView>;

/** One that belongs to a product, with the show it was asked in; `startedMs` where that has a replay. */
export type ProductQuestion = QuestionView & { show: { slug: string; title: string; startedMs: number | null } };

/** What became of a question that was sent; `mergedInto` names the one that it was counted with, `held` says that it waits for a moderator. */
export const askedView = z.object({ id: z.uuid(), mergedInto: z.uuid().nullable(), votes: z.int(), held: z.boolean() });
export type AskedView = z.infer<typeof askedView>;

/** votes.time.id of a list by votes, time.id of one by time. */
const listCursor = z.string().regex(/^(\d{1,9}\.)?\d{1,13}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const pageSize = z.coerce.number().int().min(1).max(50).default(20);

/** open: most wanted first, then the oldest. answered: the newest answer first. */
export const questionQuery = z.strictObject({
  of: z.enum(["open", "answered"]).default("open"),
  after: listCursor.optional(),
  limit: pageSize,
});
export type QuestionQuery = z.infer<typeof questionQuery>;

export const questionPage = z.object({
  questions: z.array(questionView),
  next: z.string().nullable(),
  /** Grows with every change; a frame names the newest. */
  version: z.number(),
});
export type QuestionPage = z.infer<typeof questionPage>;

export const likeView = z.object({ questions: z.array(questionView) });
export type LikeView = z.infer<typeof likeView>;

/** What somebody asked and voted for in one show, at most the newest 200. */
export const ownQuestions = z.object({
  asked: z.array(questionView.extend({ mergedInto: z.uuid().nullable() })),
  voted: z.array(z.uuid()),
});
export type OwnQuestions = z.infer<typeof ownQuestions>;

export const voteInput = z.strictObject({ wanted: z.boolean() });
export const voteView = z.object({ votes: z.int() });
export type VoteView = z.infer<typeof voteView>;

/** At the desk: which ones, and in which order. */
export const deskQuery = z.strictObject({
  of: z.enum(["open", "held", "aside", "answered", "removed"]).default("open"),
  order: z.enum(["wanted", "newest"]).default("wanted"),
  after: listCursor.optional(),
  limit: pageSize,
});
export type DeskQuery = z.infer<typeof deskQuery>;

export const deskQuestion = questionView.extend({
  state: questionState,
  /** Those that were merged into it, at most 20. */
  merged: z.array(z.object({ id: z.uuid(), body: z.string(), name: z.string() })),
});
export type DeskQuestion = z.infer<typeof deskQuestion>;
export const deskPage = z.object({ questions: z.array(deskQuestion), next: z.string().nullable() });
export type DeskPage = z.infer<typeof deskPage>;

export const questionOfShow = z.object({ id: z.uuid(), questionId: z.uuid() });
/** OPEN lets one stand that was held, and puts back what was put aside, removed or answered. */
export const stateInput = z.strictObject({ state: z.enum(["OPEN", "ASIDE", "REMOVED"]) });
/** Into which one; null takes it out again. */
export const mergeInput = z.strictObject({ into: z.uuid().nullable() });
export const onAirInput = z.strictObject({ questionId: z.uuid().nullable(), moment: cueMoment.optional() });
export type OnAirInput = z.infer<typeof onAirInput>;

/** In writing, or while the show is on air by voice; `moment` is that of the picture. */
export const answerInput = z.strictObject({
  answer: prose(2000).default(""),
  /** The product on whose page it is to stand; left out, it stays as asked. */
  productId: z.uuid().nullable().optional(),
  moment: cueMoment.optional(),
});
export type AnswerInput = z.infer<typeof answerInput>;

/** What the product's own page says that has to do with a question. */
export const suggestion = z.object({
  text: z.string(),
  from: z.enum(["fact", "delivery", "refund", "price"]),
  product: z.string(),
  productId: z.uuid(),
});
export type Suggestion = z.infer<typeof suggestion>;
export const suggestionList = z.object({ suggestions: z.array(suggestion) });

export const questionFigures = z.object({
  asked: z.int(),
  merged: z.int(),
  answered: z.int(),
  open: z.int(),
  /** Seconds from asking to the answer, of half of them; null without any. */
  medianSeconds: z.number().nullable(),
});
export type QuestionFigures = z.infer<typeof questionFigures>;

export const claimInput = z.strictObject({ claim: words, truth: line(600), pinned: z.boolean().default(true) });
export type ClaimInput = z.infer<typeof claimInput>;
export const claimPin = z.strictObject({ pinned: z.boolean() });
export const claimOfShow = z.object({ id: z.uuid(), claimId: z.uuid() });

/** What is said of the show's products, and what is true. */
export const claimView = z.object({
  id: z.uuid(),
  claim: z.string(),
  truth: z.string(),
  isPinned: z.boolean(),
  at: instant,
});
export type ClaimView = z.infer<typeof claimView>;
export const claimQuery = z.strictObject({ after: pageCursor.optional(), limit: pageSize });
export type ClaimQuery = z.infer<typeof claimQuery>;
export const claimPage = z.object({ claims: z.array(claimView), next: z.string().nullable() });
export type ClaimPage = z.infer<typeof claimPage>;
