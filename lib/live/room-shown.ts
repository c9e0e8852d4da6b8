import { isNewerPoll, recentMoments } from "#lib/live/apply.ts";
import type {
  Frame,
  LiveHalts,
  LiveMoment,
  LivePoll,
  LiveQuestions,
  QuestionCue,
  Snapshot,
} from "#lib/live/contract.ts";
import { addAsked } from "#lib/live/cues.ts";

type ShownStart = {
  poll?: LivePoll | undefined;
  questions: LiveQuestions;
  askedCues: QuestionCue[];
  halts?: LiveHalts | undefined;
};
type ShownNews = Pick<Frame, "poll" | "moments" | "questions" | "asked" | "halts">;

/** What a show puts before everybody in its room: a poll, moments, and questions with the one on air. */
export class RoomShown {
  #poll: LivePoll | undefined;
  #isPollNew = false;
  #recentMoments: LiveMoment[] = [];
  #newMoments: LiveMoment[] = [];
  #questions: LiveQuestions;
  #isListNew = false;
  #asked: QuestionCue[];
  #isAskedNew = false;
  #halts: LiveHalts;
  #areHaltsNew = false;

  constructor({ poll, questions, askedCues, halts = { version: 0, on: [] } }: ShownStart) {
    this.#halts = halts;
    this.#poll = poll;
    this.#questions = questions;
    this.#asked = askedCues;
  }

  /** What the room is asked, as it stands now; what is older than the one known is ignored. */
  setPoll(poll: LivePoll) {
    if (!isNewerPoll(poll, this.#poll)) return;
    this.#poll = poll;
    this.#isPollNew = true;
  }

  /** What stands still; an older version than the one known is ignored. */
  setHalts(halts: LiveHalts) {
    if (halts.version <= this.#halts.version) return;
    this.#halts = halts;
    this.#areHaltsNew = true;
  }

  addMoments(moments: LiveMoment[]) {
    const news = moments.filter(({ id }) => !this.#recentMoments.some((known) => known.id === id));
    this.#newMoments = this.#newMoments.concat(news).slice(-recentMoments);
    this.#recentMoments = this.#recentMoments.concat(news).slice(-recentMoments);
  }

  /** The list of questions as it stands; an older version than the one known is ignored. */
  setQuestions(questions: LiveQuestions) {
    const { version, claim } = this.#questions;
    if (questions.version < version || (questions.version === version && questions.claim === claim)) return;
    this.#questions = questions;
    this.#isListNew = true;
  }

  /** Another question is on air, or none. */
  ask(cue: QuestionCue) {
    const last = this.#asked.at(-1);
    if (last?.atMs === cue.atMs && last.question?.id === cue.question?.id) return;
    this.#asked = addAsked(this.#asked, cue);
    this.#isAskedNew = true;
  }

  /** Both, as they were read. */
  hearQuestions({ questions, askedCues }: Pick<ShownStart, "questions" | "askedCues">) {
    const last = askedCues.at(-1);
    this.setQuestions(questions);
    if (last) this.ask(last);
  }

  /** What the leader says, over what is known here. */
  follow(said: Frame | Snapshot) {
    if (said.poll) this.setPoll(said.poll);
    if (said.halts) this.setHalts(said.halts);
    if (said.moments) this.addMoments(said.moments);
    if (said.questions) this.#questions = said.questions;
    if ("asked" in said && said.asked) this.#asked = addAsked(this.#asked, said.asked);
    if ("askedCues" in said) this.#asked = said.askedCues.reduce(addAsked, this.#asked);
  }

  /** What was read again, as far as it is news. */
  heal(fresh: ShownStart) {
    if (fresh.poll) this.setPoll(fresh.poll);
    if (fresh.halts) this.setHalts(fresh.halts);
    this.hearQuestions(fresh);
  }

  get hasNews(): boolean {
    return this.#isPollNew || this.#newMoments.length > 0 || this.#isListNew || this.#isAskedNew || this.#areHaltsNew;
  }

  /** In the next frame. */
  sayAgain() {
    this.#isPollNew = this.#poll !== undefined;
    this.#isListNew = true;
    this.#isAskedNew = true;
    this.#areHaltsNew = this.#halts.version > 0;
  }

  takeNews(): ShownNews {
    const asked = this.#isAskedNew ? this.#asked.at(-1) : undefined;
    const news = {
      ...(this.#isPollNew && { poll: this.#poll }),
      ...(this.#newMoments.length > 0 && { moments: this.#newMoments }),
      ...(this.#isListNew && { questions: this.#questions }),
      ...(asked && { asked }),
      ...(this.#areHaltsNew && { halts: this.#halts }),
    };
    this.discardNews();
    return news;
  }

  /** What the leader's frames say is not said again. */
  discardNews() {
    this.#isPollNew = false;
    this.#newMoments = [];
    this.#isListNew = false;
    this.#isAskedNew = false;
    this.#areHaltsNew = false;
  }

  snapshot() {
    return {
      ...(this.#poll && { poll: this.#poll }),
      moments: this.#recentMoments,
      questions: this.#questions,
      askedCues: this.#asked,
      ...(this.#halts.version > 0 && { halts: this.#halts }),
    };
  }
}
