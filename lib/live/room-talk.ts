import { LRUCache } from "lru-cache";
import { Allowance } from "#lib/live/allowance.ts";
import { keepTalk } from "#lib/live/apply.ts";
import { ArrivalNews } from "#lib/live/arrivals.ts";
import { type ChatBadge, type Frame, type LiveMessage, speaksForHouse, type TalkRules } from "#lib/live/contract.ts";
import { recentChat } from "#lib/live/cues.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { withMissed } from "#lib/live/with-missed.ts";

/** Who wrote a line, and from where. */
export type Author = { userId: string; origin?: Origin };

/** More than that nobody reads; a second's worth may come in one frame. */
const chatPerSecond = 20;

type TalkNews = Pick<Frame, "chat" | "removed" | "unnamed" | "arrivals" | "talk">;

/** What is said in a room: the last of it, what of it is news, and who said it. */
export class RoomTalk {
  #recent: LiveMessage[];
  #new: LiveMessage[] = [];
  #rules: TalkRules;
  #areRulesNew = false;
  #removed: string[] = [];
  #unnamed: string[] = [];
  #hasNews = false;
  #isSampled = false;
  readonly #arrivals = new ArrivalNews();
  readonly #allowed = new Allowance(chatPerSecond, performance.now());
  /** By line, for whoever silences its author; addresses are kept nowhere else. */
  readonly #authors = new LRUCache<string, Author>({ max: 2000, ttl: 2 * 3_600_000 });
  readonly #arrived = new LRUCache<string, true>({ max: 2000, ttl: 30 * 60_000 });
  readonly #lastWords = new LRUCache<string, string>({ max: 2000, ttl: 30_000 });

  constructor({ chat, talk }: { chat: LiveMessage[]; talk: TalkRules }) {
    this.#recent = chat.slice(-recentChat);
    this.#rules = talk;
  }

  add(line: LiveMessage) {
    this.#new.push(line);
    this.#recent = this.#recent.concat(line).slice(-recentChat);
    this.#hasNews = true;
  }

  /** Takes lines back, from whoever has read them too. */
  remove(ids: string[]) {
    if (ids.length === 0) return;
    this.#removed.push(...ids);
    this.#new = keepTalk(this.#new, { removed: ids });
    this.#recent = keepTalk(this.#recent, { removed: ids });
    this.#hasNews = true;
  }

  /** Takes the name from lines, for whoever has read them too. */
  unname(ids: string[]) {
    if (ids.length === 0) return;
    this.#unnamed.push(...ids);
    this.#new = keepTalk(this.#new, { unnamed: ids });
    this.#recent = keepTalk(this.#recent, { unnamed: ids });
    this.#hasNews = true;
  }

  setRules(rules: TalkRules) {
    if (JSON.stringify(rules) === JSON.stringify(this.#rules)) return;
    this.#rules = rules;
    this.#areRulesNew = true;
    this.#hasNews = true;
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

  /** What an account wrote last, for half a minute: the same line twice is noise. */
  lastWordsOf(userId: string): string | undefined {
    return this.#lastWords.get(userId);
  }

  rememberWords(userId: string, text: string) {
    this.#lastWords.set(userId, text);
  }

  /** What was said before this room was there to hear it. */
  addMissed(chat: LiveMessage[]) {
    this.#recent = withMissed(this.#recent, chat).slice(-recentChat);
  }

  /** What the leader says, over what is known here. */
  follow(said: {
    chat: LiveMessage[];
    since?: number;
    talk?: TalkRules | undefined;
    removed?: string[] | undefined;
    unnamed?: string[] | undefined;
  }) {
    if (said.talk) this.#rules = said.talk;
    if (said.since !== undefined) this.#recent = keepTalk(this.#recent, said);
  }

  /** What was read again, as far as it is news. */
  heal({ chat, talk }: { chat: LiveMessage[]; talk: TalkRules }) {
    this.remove(goneFrom(this.#recent, chat));
    this.unname(namelessIn(this.#recent, chat));
    this.setRules(talk);
  }

  hasNews(now: number): boolean {
    return this.#hasNews || this.#arrivals.isDue(now);
  }

  /** In the next frame. */
  sayAgain() {
    this.#areRulesNew = true;
  }

  /** What of the new lines is shown: the rest is in the snapshot, and in no frame. */
  takeNews(now: number): TalkNews {
    const chat = this.#sample(now);
    const arrivals = this.#arrivals.take(now);
    const news = {
      chat,
      ...(this.#removed.length > 0 && { removed: this.#removed }),
      ...(this.#unnamed.length > 0 && { unnamed: this.#unnamed }),
      ...(arrivals && { arrivals }),
      ...(this.#areRulesNew && { talk: this.#rules }),
    };
    this.#forgetNews();
    return news;
  }

  /** What the leader's frames say is not said again. */
  discardNews(now: number) {
    this.#sample(now);
    this.#arrivals.discard();
    this.#forgetNews();
  }

  /** Whether lines were left out of frames since it was asked last: then the frames alone do not lead to where the room is. */
  wasSampled(): boolean {
    const isSampled = this.#isSampled;
    this.#isSampled = false;
    return isSampled;
  }

  snapshot() {
    return { chat: this.#recent, talk: this.#rules };
  }

  #sample(now: number): LiveMessage[] {
    const chat = sample(this.#new, Math.max(0, this.#allowed.at(now)));
    this.#allowed.spend(chat.length);
    this.#isSampled ||= chat.length < this.#new.length;
    this.#new = [];
    return chat;
  }

  #forgetNews() {
    this.#removed = [];
    this.#unnamed = [];
    this.#areRulesNew = false;
    this.#hasNews = false;
  }
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
