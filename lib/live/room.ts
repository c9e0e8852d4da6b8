import { Allowance } from "#lib/live/allowance.ts";
import { recentOrders } from "#lib/live/apply.ts";
import {
  type FeedOrder,
  type Frame,
  type LiveDrop,
  type LiveHalts,
  type LiveMessage,
  type LivePoll,
  type LiveQuestions,
  type LiveStock,
  type PinCue,
  protocolVersion,
  type QuestionCue,
  type ShowStatus,
  type Snapshot,
  type TalkRules,
  type VideoStatus,
} from "#lib/live/contract.ts";
import { addCue } from "#lib/live/cues.ts";
import { RoomShown } from "#lib/live/room-shown.ts";
import { RoomTalk } from "#lib/live/room-talk.ts";
import { withMissed } from "#lib/live/with-missed.ts";

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
  halts?: LiveHalts;
};

/** More than that nobody reads; a second's worth may come in one frame. */
const ordersPerSecond = 10;
const figuresEveryMs = 1000;

/**
 * One show as this process knows it, coalesced: changes gather here and leave as one frame a tick. A viewer who misses
 * frames loses nothing but a few sampled feed lines.
 */
export class Room {
  readonly showId: string;
  readonly talk: RoomTalk;
  readonly shown: RoomShown;
  state: RoomState;
  #seq: number;
  #clockZero: number;
  #stock = new Map<string, LiveStock>();
  #drops = new Map<string, LiveDrop>();
  #recentOrders: FeedOrder[];
  #cues: PinCue[];
  #newOrders: FeedOrder[] = [];
  #changedStock = new Set<string>();
  #changedDrops = new Set<string>();
  #ordersAllowed = new Allowance(ordersPerSecond, performance.now());
  #dirty = false;
  #hasNewFigures = false;
  #figuresDueAt = 0;
  #unsavedLikes = 0;

  constructor(showId: string, start: RoomStart) {
    const { clockZero, stock, drops, orders, chat, cues, talk, poll, questions, askedCues, halts, ...state } = start;
    this.showId = showId;
    this.state = state;
    this.#clockZero = clockZero;
    // Starting from the clock keeps the sequence growing across restarts of the process.
    this.#seq = Math.floor(clockZero + performance.now());
    for (const line of stock) this.#stock.set(line.editionId, line);
    for (const drop of drops) this.#drops.set(drop.id, drop);
    this.#recentOrders = orders.slice(-recentOrders);
    this.#cues = cues;
    this.talk = new RoomTalk({ chat, talk });
    this.shown = new RoomShown({ poll, questions, askedCues, halts });
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
    this.shown.follow(said);
    this.talk.follow(said);
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
    this.talk.sayAgain();
    this.shown.sayAgain();
    this.#dirty = true;
  }

  /** What the leader's frames say is not said again. */
  discardChanges() {
    const now = performance.now();
    this.#sampleOrders(now);
    this.talk.discardNews(now);
    this.shown.discardNews();
    this.#changedStock.clear();
    this.#changedDrops.clear();
    this.#dirty = false;
    this.#hasNewFigures = false;
  }

  /** What was read again, as far as it is news. */
  heal(fresh: RoomStart) {
    for (const line of fresh.stock) if (line.seq > (this.#stock.get(line.editionId)?.seq ?? 0)) this.setStock(line);
    for (const drop of fresh.drops) this.setDrop(drop);
    this.talk.heal(fresh);
    this.shown.heal(fresh);
    this.addMissed(fresh);
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

  /** What was ordered and said before this room was there to hear it. */
  addMissed({ orders, chat }: Pick<RoomStart, "orders" | "chat">) {
    this.#recentOrders = withMissed(this.#recentOrders, orders).slice(-recentOrders);
    this.talk.addMissed(chat);
  }

  /** The frame of this tick; null when nothing changed since the last. */
  takeFrame(): Frame | null {
    const now = performance.now();
    const areFiguresDue = this.#hasNewFigures && now >= this.#figuresDueAt;
    if (!this.#dirty && !areFiguresDue && !this.talk.hasNews(now) && !this.shown.hasNews) return null;
    this.#seq += 1;
    const frame: Frame = {
      ...this.#head(),
      since: this.#seq - 1,
      stock: [...this.#changedStock].flatMap((id) => this.#stock.get(id) ?? []),
      drops: [...this.#changedDrops].flatMap((id) => this.#drops.get(id) ?? []),
      orders: this.#sampleOrders(now),
      ...this.talk.takeNews(now),
      ...this.shown.takeNews(),
    };
    this.#changedStock.clear();
    this.#changedDrops.clear();
    this.#dirty = false;
    this.#hasNewFigures = false;
    this.#figuresDueAt = now + figuresEveryMs;
    return frame;
  }

  /** What of the new orders is shown: the rest is in the snapshot, and in no frame. */
  #sampleOrders(now: number): FeedOrder[] {
    const left = Math.max(0, this.#ordersAllowed.at(now));
    const orders = left > 0 ? this.#newOrders.slice(-left) : [];
    this.#ordersAllowed.spend(orders.length);
    this.#newOrders = [];
    return orders;
  }

  snapshot(): Snapshot {
    return {
      ...this.#head(),
      stock: [...this.#stock.values()],
      drops: [...this.#drops.values()].filter(({ status }) => status !== "PREPARED"),
      orders: this.#recentOrders,
      cues: this.#cues,
      ...this.talk.snapshot(),
      ...this.shown.snapshot(),
    };
  }

  #head() {
    const at = new Date(this.#clockZero + performance.now()).toISOString();
    return { v: protocolVersion, showId: this.showId, seq: this.#seq, at, ...this.state };
  }
}
