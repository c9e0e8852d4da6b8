/**
 * What may leave the server over the live line, and what a client may say. The bottom layer: it imports nothing of ours,
 * and both ends parse with it. Counters are absolute, so a lost frame heals; money is integer minor units; times are
 * ISO 8601 UTC.
 */
import { z } from "zod";

/** A moment as the server says it, in UTC. */
const instant = z.string().meta({ format: "date-time" });

export const protocolVersion = 1 as const;

export const videoStatus = z.enum(["waiting", "live", "interrupted", "ended"]);
export type VideoStatus = z.infer<typeof videoStatus>;

export const showStatus = z.enum(["DRAFT", "SCHEDULED", "LIVE", "ENDED", "CANCELLED"]);
export type ShowStatus = z.infer<typeof showStatus>;

/** Whether a show will not be on air any more, as it stands. */
export function isOver(status: ShowStatus): status is "ENDED" | "CANCELLED" {
  return status === "ENDED" || status === "CANCELLED";
}

/** The place in a delivery wave that the next unit gets: the window before the way to a city, and what that wave has left. */
export const nextWindow = z.object({
  start: z.string(),
  end: z.string(),
  /** The wave's number, from 1. */
  wave: z.number(),
  left: z.number(),
});
export type NextWindow = z.infer<typeof nextWindow>;

/** Units of one edition. `seq` is the ledger sequence: a smaller one than seen before is stale. */
export const liveStock = z.object({
  editionId: z.uuid(),
  seq: z.number(),
  /** What the shop may sell now: without the units that drops have to themselves, which are `pooled`. */
  available: z.number(),
  pooled: z.number(),
  held: z.number(),
  sold: z.number(),
  /** Units that ever came back from orders that ended; when it grows, that many just came back. */
  returned: z.number(),
  /** What the next buyer is promised; null when every wave is full. */
  window: nextWindow.nullable(),
  salesOpen: z.boolean(),
});
export type LiveStock = z.infer<typeof liveStock>;

/** Units of one edition in orders that were placed in one show: awaiting their deposit, and reserved or beyond. */
export const showSales = z.object({ editionId: z.uuid(), held: z.number(), sold: z.number() });
export type ShowSales = z.infer<typeof showSales>;

const dropPrice = z.object({
  currency: z.string(),
  priceMinor: z.int(),
  depositMinor: z.int(),
  lowestMinor: z.int().nullable(),
});

/** A drop as everybody may see it, with its line. Times are the server's; `version` grows with every change. */
export const liveDrop = z.object({
  id: z.uuid(),
  showId: z.uuid(),
  editionId: z.uuid(),
  title: z.string(),
  /** The language of the title, and the title in others: a frame goes to readers of all. */
  language: z.string().optional(),
  texts: z.record(z.string(), z.object({ title: z.string().optional() })).optional(),
  status: z.enum(["PREPARED", "ARMED", "OPEN", "CLOSED"]),
  /** FIRST_COME: by arrival. SHUFFLED: who came before the opening is drawn, by sha256(seed, entry); who comes later queues. */
  mode: z.enum(["FIRST_COME", "SHUFFLED"]),
  units: z.number(),
  perPersonLimit: z.number(),
  seconds: z.number(),
  holdSeconds: z.number(),
  /** Whether a device must prove some work before it may order. */
  challenge: z.boolean(),
  /** Units the pool still has; held until they are paid for; sold. */
  left: z.number(),
  held: z.number(),
  sold: z.number(),
  /** People in the line, and the units they ask for; then units asked for before the first of them, and before whoever joins next. */
  waiting: z.number(),
  wanted: z.number(),
  firstUnits: z.number(),
  nextUnits: z.number(),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  pausedAt: instant.nullable(),
  /** It stands still because the picture is away, and goes on with it. */
  pausedForVideo: z.boolean(),
  /** SHA-256 of the seed, in hex, known once armed; the seed itself once open. */
  seedHash: z.string().nullable(),
  seed: z.string().nullable(),
  /**
   * What it costs in this drop, by currency; where it has none, what the edition does. `lowestMinor` is the lowest price of the 30 days before
   * the drop, null when there was none.
   */
  prices: z.array(dropPrice).nullish(),
  version: z.number(),
});
export type LiveDrop = z.infer<typeof liveDrop>;

/** One's own place in a line, for a drop or (no drop) on the waitlist of an edition. */
export const queueEntry = z.object({
  id: z.uuid(),
  editionId: z.uuid(),
  dropId: z.uuid().nullable(),
  quantity: z.number(),
  state: z.enum(["WAITING", "SERVED", "CLOSED", "LEFT"]),
  /** The number drawn or given on arrival; null before the draw. Those before it may have left since. */
  place: z.number().nullable(),
  /** Units asked for by the places before, when the number was given. */
  unitsBefore: z.number().nullable(),
  /** Why a CLOSED entry got nothing. */
  reason: z.string().nullable(),
  /** The order that a SERVED entry became. */
  preorderId: z.uuid().nullable(),
});
export type QueueEntry = z.infer<typeof queueEntry>;

/** A pre-order as the room may see it: a masked name, never a person. `id` is a feed id, not the order's. */
export const feedOrder = z.object({
  id: z.string(),
  name: z.string(),
  editionId: z.uuid(),
  quantity: z.number(),
  at: instant,
});
export type FeedOrder = z.infer<typeof feedOrder>;

export const chatRole = z.enum([
  "guest",
  "viewer",
  "tester",
  "moderator",
  "producer",
  "host",
  "ops",
  "finance",
  "owner",
]);

type ChatRole = z.infer<typeof chatRole>;

/** Whether a line is the shop's own word. */
export function speaksForHouse(role: ChatRole): role is Exclude<ChatRole, "guest" | "viewer" | "tester"> {
  return role !== "guest" && role !== "viewer" && role !== "tester";
}

/** What somebody had when they wrote: an order of this show, or a product of it in their hands. */
export const chatBadge = z.enum(["buyer", "owner"]);
export type ChatBadge = z.infer<typeof chatBadge>;

export const liveMessage = z.object({
  id: z.string(),
  name: z.string(),
  role: chatRole,
  badge: chatBadge.optional(),
  /** The line that this one answers: whose it is, and how it begins. */
  answers: z.object({ id: z.string(), name: z.string(), words: z.string() }).optional(),
  body: z.string(),
  at: instant,
});
export type LiveMessage = z.infer<typeof liveMessage>;

/** Who came in and lets the room say so: one of them, and how many more in the same moment. */
export const arrivals = z.object({ id: z.string(), name: z.string(), badge: chatBadge, more: z.number() });
export type Arrivals = z.infer<typeof arrivals>;

/** The rules of a show's chat: seconds between two lines of one person, who may write, and whether addresses may be named. */
export const talkRules = z.object({
  slowSeconds: z.int().min(0).max(3600),
  /** Members are signed in: a guest is none. */
  speakers: z.enum(["everyone", "members", "buyers", "staff"]),
  links: z.boolean(),
  /** Pictures alone; absent is words too. */
  emojiOnly: z.boolean().optional(),
});
export type TalkRules = z.infer<typeof talkRules>;

/**
 * What the room is asked at the moment or was asked last. `votes` counts each of `choices`, or all who guessed. `right`, once it is said, is
 * the answer from 0, or the price in minor units of `currency`, with the `nearest` guesses and how far the hundredth was off (`reach`).
 */
export const livePoll = z.object({
  id: z.uuid(),
  kind: z.enum(["vote", "guess"]),
  status: z.enum(["OPEN", "CLOSED", "WITHDRAWN"]),
  title: z.string(),
  choices: z.array(z.string()),
  /** In which language these are written, and the same in others: the choices one in each line. */
  language: z.string().optional(),
  texts: z.record(z.string(), z.object({ title: z.string().optional(), choices: z.string().optional() })).optional(),
  votes: z.array(z.number()),
  currency: z.string().nullable(),
  right: z.number().nullable(),
  nearest: z.array(z.object({ name: z.string(), minor: z.number() })),
  reach: z.number().nullable(),
  openedAt: instant,
  closesAt: instant.nullable(),
  closedAt: instant.nullable(),
  version: z.number(),
});
export type LivePoll = z.infer<typeof livePoll>;

/** What the room celebrates: a figure that was reached, or what the host says in `text`. */
export const liveMoment = z.object({
  id: z.uuid(),
  kind: z.enum(["orders", "likes", "viewers", "delivery", "manual"]),
  threshold: z.number(),
  text: z.string(),
  at: instant,
});
export type LiveMoment = z.infer<typeof liveMoment>;

/** From `atMs` of the picture on (the stream clock, in milliseconds since 1970) this product is pinned, or none. */
export const pinCue = z.object({ atMs: z.number(), productId: z.uuid().nullable() });
export type PinCue = z.infer<typeof pinCue>;

/** From `atMs` of the picture on this question is on air, or none. */
export const questionCue = z.object({
  atMs: z.number(),
  question: z.object({ id: z.uuid(), body: z.string(), name: z.string() }).nullable(),
});
export type QuestionCue = z.infer<typeof questionCue>;

/** `version` grows with every change of the list of questions, which is read over HTTP; `claim` is the one that is pinned. */
export const liveQuestions = z.object({ version: z.number(), claim: z.uuid().nullable() });
export type LiveQuestions = z.infer<typeof liveQuestions>;

/** What a host stops for everybody at once, and lets go on. */
export const haltKind = z.enum(["sales", "product", "chat", "slate", "sound"]);
export type HaltKind = z.infer<typeof haltKind>;

/** What stands still at the moment; `version` grows with every change. */
export const liveHalts = z.object({ version: z.number(), on: z.array(haltKind) });
export type LiveHalts = z.infer<typeof liveHalts>;

/**
 * One coalesced picture of a show, at most five a second. Numbers are absolute; lists hold what changed or is new since the
 * frame that `since` numbers: whoever has not got as far misses lines of the feed.
 */
export const frame = z.object({
  v: z.literal(protocolVersion),
  showId: z.uuid(),
  seq: z.number(),
  since: z.number(),
  at: instant,
  status: showStatus,
  video: videoStatus,
  viewers: z.number(),
  likes: z.number(),
  pinned: z.uuid().nullable(),
  /** The moment of the picture, on the stream clock in milliseconds, from which `pinned` is so: players show it when they get there. */
  cueAt: z.number(),
  /** Grows when products, prices or the run of the show changed: refetch the catalogue of this show. */
  catalog: z.number(),
  stock: z.array(liveStock),
  drops: z.array(liveDrop),
  orders: z.array(feedOrder),
  chat: z.array(liveMessage),
  /** Lines that were taken back since; absent is none. */
  removed: z.array(z.string()).optional(),
  /** Lines whose author has no name any more, until they choose another; absent is none. */
  unnamed: z.array(z.string()).optional(),
  /** At most once in ten seconds; absent is nobody. */
  arrivals: arrivals.optional(),
  /** Absent is as before. */
  talk: talkRules.optional(),
  /** Absent is as before. */
  poll: livePoll.optional(),
  /** Those that came since; absent is none. */
  moments: z.array(liveMoment).optional(),
  questions: liveQuestions.optional(),
  /** The newest question on air, or none on air; absent is as before. */
  asked: questionCue.optional(),
  /** Absent is as before. */
  halts: liveHalts.optional(),
});
export type Frame = z.infer<typeof frame>;

/** Everything a screen needs to draw the room at `seq`; `orders`, `chat` and `cues` carry the recent past, oldest first. */
export const snapshot = frame.omit({ since: true, removed: true, unnamed: true }).extend({
  cues: z.array(pinCue),
  talk: talkRules,
  questions: liveQuestions,
  /** The last ones, oldest first. */
  askedCues: z.array(questionCue),
});
export type Snapshot = z.infer<typeof snapshot>;

/** Money and counts of one show for staff: every figure equal to a recount of the ledger at `at`. */
export const boardFigures = z.object({
  currency: z.string(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  reservedMinor: z.int(),
});

export const board = z.object({
  v: z.literal(protocolVersion),
  seq: z.number(),
  at: instant,
  showId: z.uuid(),
  viewers: z.number(),
  likes: z.number(),
  money: z.array(boardFigures),
  /** Orders that exist in each state right now. */
  orders: z.object({
    held: z.number(),
    reserved: z.number(),
    locked: z.number(),
    ready: z.number(),
    delivered: z.number(),
    expired: z.number(),
    cancelled: z.number(),
  }),
  /** Placed, reserved and gone by minute, oldest first, at most the last 120 minutes. */
  minutes: z.array(
    z.object({
      minute: z.string(),
      placed: z.number(),
      reserved: z.number(),
      gone: z.number(),
      /** Money that arrived in that minute, each currency by itself. */
      captured: z.array(z.object({ currency: z.string(), minor: z.number() })),
    }),
  ),
  /** Where the units of its editions are, counted over all their shows; `sales` counts this show alone. */
  stock: z.array(liveStock),
  sales: z.array(showSales),
  newest: z.array(
    z.object({
      id: z.uuid(),
      buyer: z.string(),
      edition: z.string(),
      quantity: z.number(),
      totalMinor: z.int(),
      paidMinor: z.int(),
      currency: z.string(),
      state: z.string(),
      at: instant,
    }),
  ),
});
export type Board = z.infer<typeof board>;

/** Sent to the buyer alone whenever one of their pre-orders changed: refetch it. */
export const orderChanged = z.object({ id: z.uuid(), state: z.string() });
export type OrderChanged = z.infer<typeof orderChanged>;

/** Sent to whoever asked, when their question was answered. */
export const questionAnswered = z.object({
  id: z.uuid(),
  showId: z.uuid(),
  body: z.string(),
  /** The moment of the picture, on the stream clock; null where it was answered in writing. */
  atMs: z.number().nullable(),
});
export type QuestionAnswered = z.infer<typeof questionAnswered>;

/** How a line of one's own stands that is not in the talk: it waits, it was kept out, nobody looked in time, or it was taken back. */
export const ownLineState = z.enum(["waiting", "refused", "expired", "removed"]);
export type OwnLineState = z.infer<typeof ownLineState>;

/** Sent to whoever wrote it; once it stands, it comes as `addressed`. `key` is what its page calls it, `rule` why it waited, or none. */
export const ownLine = z.object({
  showId: z.uuid(),
  id: z.uuid(),
  key: z.uuid(),
  state: ownLineState,
  rule: z.string().nullable(),
  body: z.string(),
});
export type OwnLine = z.infer<typeof ownLine>;

export const captionSource = z.enum(["typed", "script", "speech"]);
export type CaptionSource = z.infer<typeof captionSource>;

/**
 * What is to be read over the picture of a moment, in one or two lines. Times are stream clock milliseconds since 1970;
 * `source` says whether a machine wrote it down. A higher version takes the place of a lower one.
 */
export const captionCue = z.object({
  id: z.uuid(),
  language: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  text: z.string(),
  source: captionSource,
  version: z.number(),
});
export type CaptionCue = z.infer<typeof captionCue>;

/** What changed in a show's captions, at most twenty at once. */
export const captionNews = z.object({
  showId: z.uuid(),
  cues: z.array(captionCue),
  removed: z.array(z.uuid()),
});
export type CaptionNews = z.infer<typeof captionNews>;

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes("\u0000"));

/** What a client may say. The server picks the rooms; every answer is an Ack. */
export const clientEvents = {
  /**
   * Enter a show's room: a snapshot comes, then frames. A desk or overlay says `watching: false` and is not counted as a
   * viewer; a tab that nobody looks at says `visible: false`.
   */
  join: z.strictObject({ showId: z.uuid(), watching: z.boolean().default(true), visible: z.boolean().default(true) }),
  leave: z.strictObject({ showId: z.uuid() }),
  /** Whether the tab is looked at: a hidden one gets numbers every five seconds and, when it is seen again, a snapshot. */
  visible: z.strictObject({ showId: z.uuid(), visible: z.boolean() }),
  watchBoard: z.strictObject({ showId: z.uuid() }),
  /** Hear when something of a chat's moderation moves; for whoever keeps it. */
  watchTalk: z.strictObject({ showId: z.uuid() }),
  like: z.strictObject({ showId: z.uuid(), n: z.int().min(1).max(50) }),
  /** `key`: made once for each line, so that a line whose answer was lost may be said again and stands there once. */
  chat: z.strictObject({
    showId: z.uuid(),
    body: text(1200),
    key: z.uuid().optional(),
    /** The line that it answers. */
    answers: z.uuid().optional(),
  }),
  /** Lets the room say that one came in, where one has a badge and allowed it. */
  arrive: z.strictObject({ showId: z.uuid() }),
  /** An answer to a poll: the choice, from 0, or a price in minor units. Said again, another choice takes its place; a guess stands. */
  vote: z.strictObject({ pollId: z.uuid(), answer: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
  /**
   * How a viewer's player does, said every ten seconds or so from inside the room: what it plays, how far behind the
   * moment it is (null when it cannot tell), and whether it had to wait for pictures since it said so last.
   */
  watch: z.strictObject({
    showId: z.uuid(),
    tier: z.enum(["fast", "hls", "dvr", "audio"]),
    behindSeconds: z.number().min(0).max(86_400).nullable(),
    stalled: z.boolean(),
    /** What of the video it cannot play: the kind of video, its decoder gave up, or the sound alone. */
    fails: z.enum(["codec", "decoder", "sound"]).optional(),
  }),
} as const;
export type ClientEventName = keyof typeof clientEvents;
export type ClientEvent<Name extends ClientEventName> = z.infer<(typeof clientEvents)[Name]>;
export type SaidEvent<Name extends ClientEventName> = z.input<(typeof clientEvents)[Name]>;

export type Ack =
  | { ok: true; data?: unknown }
  | { ok: false; code: string; retryAfter?: number; detail?: Record<string, unknown> };

export type ClientToServer = {
  [Name in ClientEventName]: (payload: SaidEvent<Name>, ack?: (answer: Ack) => void) => void;
};

export type ServerToClient = {
  frame: (frame: Frame) => void;
  /** To whoever enters a room, enters it again or sees it again: the room, and the frames since, oldest first. */
  snapshot: (room: Snapshot, ...frames: Frame[]) => void;
  /** Captions of the show in whose room one is: new ones, corrected ones, and those taken back. */
  captions: (news: CaptionNews) => void;
  board: (board: Board) => void;
  /** To whoever keeps a chat: what waits, was reported, whispered or done has changed, read it again; null is in all. Carries no word of it. */
  talk: (moved: { showId: string | null }) => void;
  /** To whoever works at a show: its rundown moved or is planned anew, read it again. Carries no word of it. */
  run: (moved: { showId: string }) => void;
  order: (change: OrderChanged) => void;
  /** To whomever a line answers or names, and to its author when it waited: it comes for certain, also where a crowd's talk is sampled. */
  addressed: (said: { showId: string; line: LiveMessage }) => void;
  /** To whoever wrote a line that waits or went. */
  ownLine: (line: OwnLine) => void;
  /** To whoever waits in a line, when their own place changed. */
  line: (entry: QueueEntry) => void;
  /** To whoever asked a question that was answered. */
  question: (answered: QuestionAnswered) => void;
  /** The session ended or its role changed: reload who you are. */
  signedOut: () => void;
  /** The server is about to stop: come back after this many milliseconds. */
  leaveSoon: (hint: { retryAfterMs: number }) => void;
};
