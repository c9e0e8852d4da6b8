import { Refusal } from "#lib/refusal.ts";

type Settings = {
  /** How many run at the same time. */
  atOnce: number;
  /** How many wait in all, and of one lane. */
  maxWaiting: number;
  maxOfOne: number;
};

type Waiting = { resume: () => void; refuse: (reason: Refusal) => void };

/**
 * Lets heavy work through a few at a time, and by lanes in turn: a lane is the network that asks. When too many wait, the last
 * of the longest lane is refused with rate_limited, so that whoever sends many keeps nobody else out.
 */
export class HashQueue {
  readonly #settings: Settings;
  /** In the order of their turns. */
  readonly #lanes = new Map<string, Waiting[]>();
  #running = 0;
  #waiting = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async run<Answer>(lane: string, work: () => Promise<Answer>): Promise<Answer> {
    await this.#enter(lane);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(lane: string) {
    if (this.#running < this.#settings.atOnce) {
      this.#running += 1;
      return;
    }
    const own = this.#lanes.get(lane) ?? [];
    if (own.length >= this.#settings.maxOfOne) throw tooMany();
    if (this.#waiting >= this.#settings.maxWaiting && !this.#sendAway(own.length)) throw tooMany();
    await new Promise<void>((resume, refuse) => {
      own.push({ resume, refuse });
      this.#lanes.set(lane, own);
      this.#waiting += 1;
    });
  }

  /** Makes room at the expense of a lane that has more than `own` and one. */
  #sendAway(own: number): boolean {
    const longest = [...this.#lanes.values()].reduce((most, lane) => (lane.length > most.length ? lane : most), []);
    if (longest.length <= own + 1) return false;
    longest.pop()?.refuse(tooMany());
    this.#waiting -= 1;
    return true;
  }

  /** Whoever leaves hands the place to the first of the lane whose turn it is, which then stands behind the others. */
  #leave() {
    const [turn] = this.#lanes;
    if (!turn) {
      this.#running -= 1;
      return;
    }
    const [lane, waiting] = turn;
    this.#lanes.delete(lane);
    const next = waiting.shift();
    if (waiting.length > 0) this.#lanes.set(lane, waiting);
    this.#waiting -= 1;
    next?.resume();
  }
}

const tooMany = () => new Refusal("rate_limited", { retryAfter: 5 });
