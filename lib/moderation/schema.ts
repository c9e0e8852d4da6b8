import { z } from "zod";
import { talkRules } from "#lib/live/contract.ts";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { line, prose } from "#lib/text.ts";

/** What a moderator says of a line that may not stand. */
export const silenceReason = z.enum(["spam", "insult", "fraud", "private", "other"]);

/** The newest act that a moderator's page shows: what was done to the same thing since is said instead of done again. */
const seen = z.int().min(0).optional();

export const removalInput = z.strictObject({ removed: z.boolean(), seen });
export const lineOfShow = z.object({ id: z.uuid(), lineId: z.uuid() });
export const silenceOfShow = z.object({ id: z.uuid(), silenceId: z.uuid() });

/** The author of a line may not write for so long; null is for good. */
export const silenceInput = z.strictObject({
  lineId: z.uuid(),
  minutes: z.int().min(1).max(525_600).nullable(),
  reason: silenceReason,
  /** In every show of the shop, not in this one alone. */
  everywhere: z.boolean().default(false),
  /** Everybody else behind the same address, too: a household, an office or a phone network. */
  alsoNetwork: z.boolean().default(false),
  /** Takes back all that they said in this show. */
  removeLines: z.boolean().default(true),
  seen,
});
export type SilenceInput = z.infer<typeof silenceInput>;

export const silenceView = z.object({
  id: z.uuid(),
  /** As they were called then. */
  name: z.string(),
  said: z.string(),
  reason: silenceReason,
  everywhere: z.boolean(),
  /** Whether the address they wrote from is kept out, too. */
  alsoNetwork: z.boolean(),
  by: z.string(),
  at: instant,
  /** Null is for good. */
  until: instant.nullable(),
  lifted: z.object({ at: instant, by: z.string() }).nullable(),
});
export type SilenceView = z.infer<typeof silenceView>;

export const silenceQuery = z.strictObject({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type SilenceQuery = z.infer<typeof silenceQuery>;

export const silencePage = z.object({
  silences: z.array(silenceView),
  /** Ask with `after` for the next page; null on the last one. */
  next: z.string().nullable(),
});
export type SilencePage = z.infer<typeof silencePage>;

/** Why a line waits: a word of the list, an address, many lines of one, one text of many, a wall of capitals or pictures, a new account, the delay. */
export const holdRule = z.enum(["word", "links", "flood", "copies", "wall", "newcomer", "delay"]);
export type HoldRule = z.infer<typeof holdRule>;

/** What a chat holds back for a moderator. */
export const chatFilter = z.object({
  words: z.boolean().default(true),
  /** The list that comes with the product, beside the shop's own. */
  ownList: z.boolean().default(true),
  links: z.boolean().default(true),
  flood: z.boolean().default(true),
  copies: z.boolean().default(true),
  wall: z.boolean().default(true),
  /** The first lines of accounts that are new. */
  newcomers: z.boolean().default(false),
  /** Within how many hours the shop answers a report: of the shop's filter alone. */
  answerHours: z.int().min(1).max(168).default(24),
});
export type ChatFilter = z.infer<typeof chatFilter>;

/** The rules of a chat as whoever keeps it sets them; what is absent stays. */
export const talkSettings = talkRules.extend({ delaySeconds: z.int().min(0).max(10).optional(), seen });
export type TalkSettings = z.infer<typeof talkSettings>;

/** Null is as the shop does; `everywhere` sets the shop's own. */
export const filterInput = z
  .strictObject({ filter: chatFilter.nullable(), everywhere: z.boolean().default(false), seen })
  .refine(({ filter, everywhere }) => filter !== null || !everywhere, { path: ["filter"], error: "the shop has one" });
export type FilterInput = z.infer<typeof filterInput>;

export const shieldInput = z.strictObject({ on: z.boolean(), seen });

export const trialInput = z.strictObject({ text: line(1200) });
/** What a line would meet. `from` and `to` are where in the text, in UTF-16 units. */
export const trialView = z.object({
  outcome: z.enum(["passes", "held", "blocked"]),
  rule: holdRule.nullable(),
  term: z.string().nullable(),
  from: z.int(),
  to: z.int(),
});
export type TrialView = z.infer<typeof trialView>;

/** Terms of the shop's list, and of one show's. */
export const mostTerms = { everywhere: 2000, show: 200 } as const;
export const termKind = z.enum(["blocked", "held", "permitted"]);
export const termLanguage = z.enum(["any", "en", "zh-CN"]);
export const termInput = z.strictObject({
  /** `*` at an end lets it be a part of a longer word there. */
  term: line(60).refine((term) => /[\p{L}\p{N}]/u.test(term), "must have a letter or a digit"),
  kind: termKind,
  language: termLanguage.default("any"),
  everywhere: z.boolean().default(false),
});
export type TermInput = z.infer<typeof termInput>;
export const termView = z.object({
  id: z.uuid(),
  term: z.string(),
  kind: termKind,
  language: termLanguage,
  everywhere: z.boolean(),
});
export type TermView = z.infer<typeof termView>;
export const termQuery = z.strictObject({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type TermQuery = z.infer<typeof termQuery>;
export const termPage = z.object({ terms: z.array(termView), next: z.string().nullable() });
export type TermPage = z.infer<typeof termPage>;
export const termOfShow = z.object({ id: z.uuid(), termId: z.uuid() });

export const holdInput = z.strictObject({ allow: z.boolean(), seen });
export const whisperInput = z.strictObject({ body: line(600) });

export const reportReason = z.enum(["insult", "spam", "fraud", "private", "unlawful", "other"]);
export type ReportReason = z.infer<typeof reportReason>;
export const reportInput = z.strictObject({ reason: reportReason });
export const reportDone = z.object({ id: z.uuid() });

export const appealInput = z.strictObject({ plea: prose(1000).min(1) });
export const silenceOfMine = z.object({ silenceId: z.uuid() });

/** How a case ends: a report by dismissed, removed or silenced, an appeal by kept or lifted. */
export const caseOutcome = z.enum(["dismissed", "removed", "silenced", "kept", "lifted"]);
export type CaseOutcome = z.infer<typeof caseOutcome>;
export const caseInput = z.strictObject({
  outcome: caseOutcome,
  /** What whoever reported, or was silenced, is told of the reasons. */
  statement: prose(1000).default(""),
  /** Of a silence. */
  reason: silenceReason.default("other"),
  minutes: z.int().min(1).max(525_600).nullable().default(60),
  seen,
});
export type CaseInput = z.infer<typeof caseInput>;
export const caseOfShow = z.object({ id: z.uuid(), caseId: z.uuid() });
export const actOfShow = z.object({ id: z.uuid(), actId: z.coerce.number().int().min(1) });

const heldLine = z.object({
  id: z.uuid(),
  name: z.string(),
  body: z.string(),
  rule: holdRule,
  part: z.string(),
  at: instant,
  /** When it comes by itself; null is that it waits for a moderator. */
  opensAt: instant.nullable(),
});
export type HeldLine = z.infer<typeof heldLine>;

const whisperView = z.object({ id: z.uuid(), name: z.string(), body: z.string(), at: instant });
export type WhisperView = z.infer<typeof whisperView>;

const openCase = z.object({
  id: z.uuid(),
  kind: z.enum(["report", "appeal"]),
  /** Of the line, and who wrote it; of an appeal what its person was silenced for. */
  line: z.object({ id: z.uuid(), name: z.string(), body: z.string(), removed: z.boolean() }).nullable(),
  silence: z
    .object({ id: z.uuid(), name: z.string(), said: z.string(), reason: silenceReason, until: instant.nullable() })
    .nullable(),
  plea: z.string().nullable(),
  reports: z.int(),
  reasons: z.array(reportReason),
  openedAt: instant,
  dueAt: instant,
});
export type OpenCase = z.infer<typeof openCase>;

const actView = z.object({
  id: z.int(),
  kind: z.string(),
  by: z.string(),
  at: instant,
  /** What it was done to, as far as a few words say it. */
  about: z.string(),
  undone: z.object({ by: z.string(), at: instant }).nullable(),
  mayUndo: z.boolean(),
});
export type ActView = z.infer<typeof actView>;

/** All that a moderator's page shows beside the talk itself. */
export const talkDesk = z.object({
  held: z.array(heldLine),
  whispers: z.array(whisperView),
  cases: z.array(openCase),
  acts: z.array(actView),
  counts: z.array(
    z.object({ day: z.string().meta({ format: "date" }), rule: holdRule, outcome: z.string(), count: z.int() }),
  ),
  waiting: z.object({ held: z.int(), cases: z.int() }),
  delaySeconds: z.int(),
  filter: chatFilter,
  /** Whether the show has a filter of its own. */
  ownFilter: z.boolean(),
  shield: z.object({ by: z.string(), at: instant }).nullable(),
  /** The newest act. */
  seen: z.int(),
});
export type TalkDesk = z.infer<typeof talkDesk>;

/** What a person may know of what was done with what they said or reported. */
export const ownTalk = z.object({
  silences: z.array(
    z.object({
      id: z.uuid(),
      show: z.string().nullable(),
      reason: silenceReason,
      said: z.string(),
      at: instant,
      until: instant.nullable(),
      lifted: z.boolean(),
      appeal: z
        .object({ plea: z.string(), at: instant, outcome: caseOutcome.nullable(), statement: z.string() })
        .nullable(),
    }),
  ),
  reports: z.array(
    z.object({
      id: z.uuid(),
      show: z.string(),
      body: z.string(),
      reason: reportReason,
      at: instant,
      dueAt: instant,
      outcome: caseOutcome.nullable(),
      statement: z.string(),
    }),
  ),
});
export type OwnTalk = z.infer<typeof ownTalk>;
