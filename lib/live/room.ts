import { LRUCache } from "lru-cache";
import { Allowance } from "#lib/live/allowance.ts";
import { isNewerPoll, keepTalk, recentChat, recentMoments, recentOrders } from "#lib/live/apply.ts";
import { ArrivalNews } from "#lib/live/arrivals.ts";
import {
  type ChatBadge,
  type FeedOrder,
  type Frame,
  type LiveDrop,
  type LiveMessage,
  type LiveMoment,
  type LivePoll,
  type LiveQuestions,
  type LiveStock,
  type PinCue,
  protocolVersion,
  type QuestionCue,
  type ShowStatus,
  type Snapshot,
  speaksForHouse,
  type TalkRules,
  type VideoStatus,
} from "#lib/live/contract.ts";
import { addAsked, addCue } from "#lib/live/cues.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import type { Origin } from "#lib/live/speakers.ts";

export type RoomState = {
  status: ShowStatus;
  video: VideoStatus;
  viewers: number;
  likes: number;
  pinned: string | null;
  cueAt: number;
  catalog: number;
};

export type RoomStart = RoomState & {
  /** What the database's clock shows when performance.now() is zero: every time on a page is told by the clock that decides. */
  clockZero: number;
  stock: LiveStock[];
  drops: LiveDrop[];
  orders: FeedOrder[];
  chat: LiveMessage[];
  cues: PinCue[];
  talk: TalkRules;
  /** What the room was asked last. */
  poll?: LivePoll;
  questions: LiveQuestions;
  /** Which questions were on air, oldest first. */
  askedCues: QuestionCue[];
};

/** Who wrote a line, and from where. */
export type Author = { userId: string; origin?: Origin };

/** More than that nobody reads; a second's worth may come in one frame. */
const ordersPerSecond = 10;
const chatPerSecond = 20;
const figuresEveryMs = 1000;

/**
 * One show as this process knows it, coalesced: changes gather here and leave as one frame a tick. A viewer who misses
 * frames loses nothing but a few sampled feed lines.
 */
export class Room {
  readonly showId: string;
  state: RoomState;
  #seq: number;
  #clockZero: number;
  #stock = new Map<string, LiveStock>();
  #drops = new Map<string, LiveDrop>();
  #recentOrders: FeedOrder[];
  #recentChat: LiveMessage[];
  #cues: PinCue[];
  #talk: TalkRules;
  #isTalkNew = false;
  #poll: LivePoll | undefined;
  #isPollNew = false;
  #recentMoments: LiveMoment[] = [];
  #newMoments: LiveMoment[] = [];
  #questions: LiveQuestions;
  #isListNew = false;
  #asked: QuestionCue[];
  #isAskedNew = false;
  #removed: string[] = [];
  #unnamed: string[] = [];
  readonly #arrivals = new ArrivalNews();
  #newOrders: FeedOrder[] = [];
  #newChat: LiveMessage[] = [];
  #changedStock = new Set<string>();
  #changedDrops = new Set<string>();
  #ordersAllowed = new Allowance(ordersPerSecond, performance.now());
  #chatAllowed = new Allowance(chatPerSecond, performance.now());
  #dirty = false;
  #hasNewFigures = false;
  #figuresDueAt = 0;
  #isSampled = false;
  #unsavedLikes = 0;
  /** By line, for whoever silences its author; addresses are kept nowhere else. */
  readonly #authors = new LRUCache<string, Author>({ max: 2000, ttl: 2 * 3_600_000 });
  readonly #arrived = new LRUCache<string, true>({ max: 2000, ttl: 30 * 60_000 });
  readonly #lastWords = new LRUCache<string, string>({ max: 2000, ttl: 30_000 });

  constructor(showId: string, start: RoomStart) {
    const { clockZero, stock, drops, orders, chat, cues, talk, poll, questions, askedCues, ...state } = start;
    this.showId = showId;
    this.state = state;
    this.#clockZero = clockZero;
    // Starting from the clock keeps the sequence growing across restarts of the process.
    this.#seq = Math.floor(clockZero + performance.now());
    for (const line of stock) this.#stock.set(line.editionId, line);
    for (const drop of drops) this.#drops.set(drop.id, drop);
    this.#recentOrders = orders.slice(-recentOrders);
    this.#recentChat = chat.slice(-recentChat);
    this.#cues = cues;
    this.#talk = talk;
    this.#poll = poll;
    this.#questions = questions;
    this.#asked = askedCues;
  }

  setClock(clockZero: number) {
    this.#clockZero = clockZero;
  }

  change(change: Partial<RoomState>) {
    this.state = { ...this.state, ...change };
    this.#dirty = true;
  }

  setVideo(video: VideoStatus) {
    if (video !== this.state.video) this.change({ video });
  }

  get seq(): number {
    return this.#seq;
  }

  /** Begins an epoch: its numbers are above those of all before, as the clock is, and its first frame says everything. */
  lead() {
    this.#seq = Math.max(this.#seq, Math.floor(this.#clockZero + performance.now()));
    this.#sayEverything();
  }

  /** What waits here for its leader starts from what that one said; without a word of it, below whatever comes. */
  standBy(said: Snapshot | null) {
    this.#seq = 0;
    if (said) this.follow(said);
  }

  /** What the leader says, over what is known here. */
  follow(said: Frame | Snapshot) {
    if (said.seq <= this.#seq) return;
    this.#seq = said.seq;
    const { status, video, viewers, likes, pinned, cueAt, catalog } = said;
    this.state = { status, video, viewers, likes, pinned, cueAt, catalog };
    if (cueAt > 0) this.#cues = addCue(this.#cues, { atMs: cueAt, productId: pinned });
    for (const line of said.stock) this.setStock(line);
    for (const drop of said.drops) this.setDrop(drop);
    if (said.talk) this.#talk = said.talk;
    if (said.poll) this.setPoll(said.poll);
    if (said.moments) this.addMoments(said.moments);
    if (said.questions) this.#questions = said.questions;
    if ("asked" in said && said.asked) this.#asked = addAsked(this.#asked, said.asked);
    if ("askedCues" in said) this.#asked = said.askedCues.reduce(addAsked, this.#asked);
    if ("since" in said) this.#recentChat = keepTalk(this.#recentChat, said);
    this.addMissed(said);
  }

  /** Somebody has seen frames of another process up to this number, and none of ours that were not above it. */
  numberAbove(seq: number) {
    this.#seq = Math.max(this.#seq, seq);
    this.#sayEverything();
  }

  /** In the next frame. */
  #sayEverything() {
    for (const id of this.#stock.keys()) this.#changedStock.add(id);
    for (const id of this.#drops.keys()) this.#changedDrops.add(id);
    this.#isTalkNew = true;
    this.#isPollNew = this.#poll !== undefined;
    this.#isListNew = true;
    this.#isAskedNew = true;
    this.#dirty = true;
  }

  /** What the leader's frames say is not said again. */
  discardChanges() {
    this.#sampleFeeds(performance.now());
    this.#changedStock.clear();
    this.#changedDrops.clear();
    this.#removed = [];
    this.#unnamed = [];
    this.#arrivals.discard();
    this.#isTalkNew = false;
    this.#isPollNew = false;
    this.#newMoments = [];
    this.#isListNew = false;
    this.#isAskedNew = false;
    this.#dirty = false;
    this.#hasNewFigures = false;
  }

  /** What was read again, as far as it is news. */
  heal(fresh: RoomStart) {
    for (const line of fresh.stock) if (line.seq > (this.#stock.get(line.editionId)?.seq ?? 0)) this.setStock(line);
    for (const drop of fresh.drops) this.setDrop(drop);
    this.removeLines(goneFrom(this.#recentChat, fresh.chat));
    this.unnameLines(namelessIn(this.#recentChat, fresh.chat));
    this.addMissed(fresh);
    this.setTalk(fresh.talk);
    if (fresh.poll) this.setPoll(fresh.poll);
    this.hearQuestions(fresh);
    if (fresh.status !== this.state.status) this.change({ status: fresh.status });
    if (fresh.pinned !== this.state.pinned) this.pin({ atMs: fresh.cueAt, productId: fresh.pinned });
  }

  /** Whether it sells the same editions. */
  hasCatalogOf({ stock }: RoomStart): boolean {
    return stock.length === this.#stock.size && stock.every(({ editionId }) => this.#stock.has(editionId));
  }

  pin(cue: PinCue) {
    this.#cues = addCue(this.#cues, cue);
    this.change({ pinned: cue.productId, cueAt: cue.atMs });
  }

  like(n: number) {
    this.#unsavedLikes += n;
    this.countLikes(n);
  }

  /** Likes that came to another process, which has them saved. */
  countLikes(n: number) {
    this.#figures({ likes: this.state.likes + n });
  }

  setViewers(viewers: number) {
    if (viewers !== this.state.viewers) this.#figures({ viewers });
  }

  /** What grows with everything a crowd does goes with the next frame of another reason, or by itself within a second. */
  #figures(figures: Pick<Partial<RoomState>, "likes" | "viewers">) {
    this.state = { ...this.state, ...figures };
    this.#hasNewFigures = true;
  }

  /** Likes since the last call, to be added to the database. */
  takeUnsavedLikes(): number {
    const likes = this.#unsavedLikes;
    this.#unsavedLikes = 0;
    return likes;
  }

  /** Those that could not be saved. */
  giveBackLikes(n: number) {
    this.#unsavedLikes += n;
  }

  hasUnsavedLikes(): boolean {
    return this.#unsavedLikes > 0;
  }

  sells(editionId: string): boolean {
    return this.#stock.has(editionId);
  }

  /** Newer figures of an edition; an older ledger sequence than the one known is ignored. */
  setStock(line: Omit<LiveStock, "salesOpen"> & { salesOpen?: boolean }) {
    const before = this.#stock.get(line.editionId);
    if (!before || line.seq < before.seq) return;
    this.#stock.set(line.editionId, { ...before, ...line, salesOpen: line.salesOpen ?? before.salesOpen });
    this.#changedStock.add(line.editionId);
    this.#dirty = true;
  }

  /** A drop as it stands now; an older version than the one known is ignored. */
  setDrop(drop: LiveDrop) {
    const before = this.#drops.get(drop.id);
    if (before ? drop.version <= before.version : drop.status === "PREPARED") return;
    this.#drops.set(drop.id, drop);
    this.#changedDrops.add(drop.id);
    this.#dirty = true;
  }

  /** The editions as they were read; figures that arrived meanwhile and are newer stay. */
  replaceStock(lines: LiveStock[]) {
    const known = this.#stock;
    this.#stock = new Map(
      lines.map((line) => {
        const before = known.get(line.editionId);
        return [line.editionId, before && before.seq > line.seq ? before : line];
      }),
    );
    this.#changedStock = new Set(this.#stock.keys());
    this.#dirty = true;
  }

  addOrders(orders: FeedOrder[]) {
    this.#newOrders = this.#newOrders.concat(orders).slice(-ordersPerSecond);
    this.#recentOrders = this.#recentOrders.concat(orders).slice(-recentOrders);
    this.#dirty = true;
  }

  /** New rules of the chat. */
  setTalk(rules: TalkRules) {
    if (JSON.stringify(rules) === JSON.stringify(this.#talk)) return;
    this.#talk = rules;
    this.#isTalkNew = true;
    this.#dirty = true;
  }

  /** What the room is asked, as it stands now; what is older than the one known is ignored. */
  setPoll(poll: LivePoll) {
    if (!isNewerPoll(poll, this.#poll)) return;
    this.#poll = poll;
    this.#isPollNew = true;
    this.#dirty = true;
  }

  addMoments(moments: LiveMoment[]) {
    const news = moments.filter(({ id }) => !this.#recentMoments.some((known) => known.id === id));
    if (news.length === 0) return;
    this.#newMoments = this.#newMoments.concat(news).slice(-recentMoments);
    this.#recentMoments = this.#recentMoments.concat(news).slice(-recentMoments);
    this.#dirty = true;
  }

  /** The list of questions as it stands; an older version than the one known is ignored. */
  setQuestions(questions: LiveQuestions) {
    const { version, claim } = this.#questions;
    if (questions.version < version || (questions.version === version && questions.claim === claim)) return;
    this.#questions = questions;
    this.#isListNew = true;
    this.#dirty = true;
  }

  /** Both, as they were read. */
  hearQuestions({ questions, askedCues }: Pick<RoomStart, "questions" | "askedCues">) {
    const last = askedCues.at(-1);
    this.setQuestions(questions);
    if (last) this.ask(last);
  }

  /** Another question is on air, or none. */
  ask(cue: QuestionCue) {
    const last = this.#asked.at(-1);
    if (last?.atMs === cue.atMs && last.question?.id === cue.question?.id) return;
    this.#asked = addAsked(this.#asked, cue);
    this.#isAskedNew = true;
    this.#dirty = true;
  }

  /** Takes lines back, from whoever has read them too. */
  removeLines(ids: string[]) {
    if (ids.length === 0) return;
    this.#removed.push(...ids);
    this.#newChat = keepTalk(this.#newChat, { removed: ids });
    this.#recentChat = keepTalk(this.#recentChat, { removed: ids });
    this.#dirty = true;
  }

  /** Takes the name from lines, for whoever has read them too. */
  unnameLines(ids: string[]) {
    if (ids.length === 0) return;
    this.#unnamed.push(...ids);
    this.#newChat = keepTalk(this.#newChat, { unnamed: ids });
    this.#recentChat = keepTalk(this.#recentChat, { unnamed: ids });
    this.#dirty = true;
  }

  /** Somebody with a badge came in, and lets the room say so. */
  arrive({ userId, name, badge }: { userId: string; name: string; badge: ChatBadge }) {
    if (this.hasSeenArrival(userId)) return;
    this.#arrived.set(userId, true);
    this.#arrivals.add(name, badge);
  }

  /** Within half an hour: whoever comes and goes is told of once. */
  hasSeenArrival(userId: string): boolean {
    return this.#arrived.has(userId);
  }

  /** Who wrote a line of the last two hours; undefined when this process has not heard it. */
  authorOf(lineId: string): Author | undefined {
    return this.#authors.get(lineId);
  }

  rememberAuthor(lineId: string, author: Author) {
    this.#authors.set(lineId, author);
  }

  addChat(line: LiveMessage) {
    this.#newChat.push(line);
    this.#recentChat = this.#recentChat.concat(line).slice(-recentChat);
    this.#dirty = true;
  }

  /** What was ordered and said before this room was there to hear it. */
  addMissed({ orders, chat }: Pick<RoomStart, "orders" | "chat">) {
    this.#recentOrders = withMissed(this.#recentOrders, orders).slice(-recentOrders);
    this.#recentChat = withMissed(this.#recentChat, chat).slice(-recentChat);
  }

  /** What an account wrote last, for half a minute: the same line twice is noise. */
  lastWordsOf(userId: string): string | undefined {
    return this.#lastWords.get(userId);
  }

  rememberWords(userId: string, text: string) {
    this.#lastWords.set(userId, text);
  }

  /** The frame of this tick; null when nothing changed since the last. */
  takeFrame(): Frame | null {
    const now = performance.now();
    const areFiguresDue = this.#hasNewFigures && now >= this.#figuresDueAt;
    if (!this.#dirty && !areFiguresDue && !this.#arrivals.isDue(now)) return null;
    this.#seq += 1;
    const { orders, chat } = this.#sampleFeeds(now);
    const arrivals = this.#arrivals.take(now);
    const asked = this.#isAskedNew ? this.#asked.at(-1) : undefined;
    const frame: Frame = {
      ...this.#head(),
      since: this.#seq - 1,
      stock: [...this.#changedStock].flatMap((id) => this.#stock.get(id) ?? []),
      drops: [...this.#changedDrops].flatMap((id) => this.#drops.get(id) ?? []),
      orders,
      chat,
      ...(this.#removed.length > 0 && { removed: this.#removed }),
      ...(this.#unnamed.length > 0 && { unnamed: this.#unnamed }),
      ...(arrivals && { arrivals }),
      ...(this.#isTalkNew && { talk: this.#talk }),
      ...(this.#isPollNew && { poll: this.#poll }),
      ...(this.#newMoments.length > 0 && { moments: this.#newMoments }),
      ...(this.#isListNew && { questions: this.#questions }),
      ...(asked && { asked }),
    };
    this.#removed = [];
    this.#unnamed = [];
    this.#isTalkNew = false;
    this.#isPollNew = false;
    this.#newMoments = [];
    this.#isListNew = false;
    this.#isAskedNew = false;
    this.#changedStock.clear();
    this.#changedDrops.clear();
    this.#dirty = false;
    this.#hasNewFigures = false;
    this.#figuresDueAt = now + figuresEveryMs;
    return frame;
  }

  /** What of the new orders and lines is shown: the rest is in the snapshot, and in no frame. */
  #sampleFeeds(now: number) {
    const ordersLeft = Math.max(0, this.#ordersAllowed.at(now));
    const orders = ordersLeft > 0 ? this.#newOrders.slice(-ordersLeft) : [];
    const chat = sample(this.#newChat, Math.max(0, this.#chatAllowed.at(now)));
    this.#ordersAllowed.spend(orders.length);
    this.#chatAllowed.spend(chat.length);
    this.#isSampled ||= chat.length < this.#newChat.length;
    this.#newOrders = [];
    this.#newChat = [];
    return { orders, chat };
  }

  /** Whether lines were left out of frames since it was asked last: then the frames alone do not lead to where the room is. */
  wasSampled(): boolean {
    const isSampled = this.#isSampled;
    this.#isSampled = false;
    return isSampled;
  }

  snapshot(): Snapshot {
    return {
      ...this.#head(),
      stock: [...this.#stock.values()],
      drops: [...this.#drops.values()].filter(({ status }) => status !== "PREPARED"),
      orders: this.#recentOrders,
      chat: this.#recentChat,
      cues: this.#cues,
      talk: this.#talk,
      ...(this.#poll && { poll: this.#poll }),
      moments: this.#recentMoments,
      questions: this.#questions,
      askedCues: this.#asked,
    };
  }

  #head() {
    const at = new Date(this.#clockZero + performance.now()).toISOString();
    return { v: protocolVersion, showId: this.showId, seq: this.#seq, at, ...this.state };
  }
}

/** By id, oldest first. */
function withMissed<Line extends { id: string; at: string }>(known: Line[], read: Line[]): Line[] {
  const ids = new Set(known.map(({ id }) => id));
  const missed = read.filter(({ id }) => !ids.has(id));
  return missed.length === 0 ? known : [...known, ...missed].sort((a, b) => a.at.localeCompare(b.at));
}

/** Lines that a later reading does not have any more, of the time that it covers. */
function goneFrom(known: LiveMessage[], read: LiveMessage[]): string[] {
  const [first, last] = [read.at(0), read.at(-1)];
  if (!first || !last) return [];
  const ids = new Set(read.map(({ id }) => id));
  return known.flatMap(({ id, at }) => (at > first.at && at < last.at && !ids.has(id) ? [id] : []));
}

/** Lines that had a name before a later reading. */
function namelessIn(known: LiveMessage[], read: LiveMessage[]): string[] {
  const nameless = new Set(read.flatMap(({ id, name }) => (name === neutralName ? [id] : [])));
  return known.flatMap(({ id, name }) => (name !== neutralName && nameless.has(id) ? [id] : []));
}

/** Staff lines always; of the rest an even sample, so that a crowd's chat stays readable and bounded. */
function sample(lines: LiveMessage[], most: number): LiveMessage[] {
  if (lines.length <= most) return lines;
  const staff = lines.filter(({ role }) => speaksForHouse(role));
  const rest = lines.filter((line) => !staff.includes(line));
  const room = Math.max(0, most - staff.length);
  const kept = new Set([
    ...staff,
    ...rest.filter(
      (_, index) => Math.floor((index * room) / rest.length) !== Math.floor(((index - 1) * room) / rest.length),
    ),
  ]);
  return lines.filter((line) => kept.has(line));
}
