import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";
import type { Answer, Http } from "#tests/support/http.ts";

/** One thing that a customer asks for. With the same key and body it is the same thing, however often it is asked. */
export type Errand = { kind: string; path: string; body: object; key?: string };
/** An errand and the yes or no that ended it. */
export type Told = { errand: Errand; buyer: SeededBuyer; answer: Answer };
export type Customer = {
  buyer: SeededBuyer;
  /** Asks until there is a yes or a no, as the product's pages do. */
  ask: (errand: Errand) => Promise<Answer>;
};
/** What a customer comes for, from the door to the end: a new kind of errand is a new plan. */
export type Plan = (customer: Customer) => Promise<void>;

type Opening = { doors: Http[]; buyers: SeededBuyer[]; plans: Plan[] };

const lost: Answer = { status: 0, headers: {}, text: "", body: undefined };
const hungAfter = 20_000;
const timeout = 120_000;
const maxInside = 1500;
const handful = 16;
const ends = new Set([200, 201, 402, 404, 409, 422]);
const notYet = new Set([0, 429, 503]);

/** Customers in front of one or more servers. Buyers and plans are taken in turn; every answer is kept. */
export class Crowd {
  readonly told: Told[] = [];
  /** Errands that got neither a yes nor a no. */
  readonly unheard: Errand[] = [];
  /** Answers that nobody may get, by what they say. */
  readonly oddities = new Map<string, number>();
  /** How often each status was answered; 0 is a lost line. */
  readonly statuses = new Map<number, number>();
  /** When orders were accepted, in milliseconds of performance.now(). */
  readonly sales: number[] = [];
  requests = 0;
  maxMs = 0;
  /** What took so long: errand and status. */
  longest = "";
  readonly #lag = monitorEventLoopDelay({ resolution: 20 });
  readonly #opening: Opening;
  readonly #inside = new Set<Promise<void>>();
  #arrived = 0;
  #isOpen = false;

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#lag.enable();
  }

  /** The longest that this process itself was held up, in milliseconds: no answer is timed more exactly than that. */
  get lagMs(): number {
    return Math.round(this.#lag.max / 1e6);
  }

  /** One customer, who comes in now and is gone when the plan is done. */
  enter(plan: Plan, buyer: SeededBuyer): Promise<void> {
    const visit = plan({ buyer, ask: (errand) => this.#ask(errand, buyer) }).finally(() => this.#inside.delete(visit));
    this.#inside.add(visit);
    return visit;
  }

  /** Every buyer once, all at the same moment. */
  async rush(): Promise<void> {
    await Promise.all(this.#opening.buyers.map(() => this.#next()));
  }

  /** So many, a handful at a time, each as soon as one has gone. */
  async few(count: number): Promise<void> {
    const left = Array.from({ length: count }).values();
    await Promise.all(
      Array.from({ length: handful }, async () => {
        for (const _ of left) await this.#next();
      }),
    );
  }

  /** People arrive at a steady pace, whatever happens, until the doors close; when too many wait inside they turn round. */
  open(perSecond: number): void {
    this.#isOpen = true;
    const started = performance.now();
    let due = 0;
    const timer = setInterval(() => {
      if (!this.#isOpen) return clearInterval(timer);
      for (const wanted = ((performance.now() - started) * perSecond) / 1000; due < wanted; due += 1)
        if (this.#inside.size < maxInside) void this.#next();
    }, 10);
  }

  /** Lets nobody in any more, and waits until everybody inside has an answer. */
  async close(): Promise<void> {
    this.#isOpen = false;
    while (this.#inside.size > 0) await Promise.all(this.#inside);
  }

  /** Orders with a yes, by key. */
  get acked(): Told[] {
    return this.told.filter(({ errand, answer }) => errand.kind === "order" && answer.status === 201);
  }

  #next(): Promise<void> {
    const { buyers, plans } = this.#opening;
    const buyer = buyers[this.#arrived % buyers.length];
    const plan = plans[this.#arrived % plans.length];
    this.#arrived += 1;
    if (!buyer || !plan) throw new Error("a crowd needs buyers and plans");
    return this.enter(plan, buyer);
  }

  async #ask(errand: Errand, buyer: SeededBuyer): Promise<Answer> {
    const from = performance.now();
    while (performance.now() - from < timeout) {
      const answer = await this.#send(errand, buyer);
      if (ends.has(answer.status)) {
        if (errand.kind === "order" && answer.status === 201) this.sales.push(performance.now());
        this.told.push({ errand, buyer, answer });
        return answer;
      }
      await sleep(pauseAfter(answer));
    }
    this.unheard.push(errand);
    return lost;
  }

  async #send({ kind, path, body, key }: Errand, { cookie }: SeededBuyer): Promise<Answer> {
    const { doors } = this.#opening;
    const door = doors[Math.floor(Math.random() * doors.length)];
    if (!door) throw new Error("a crowd needs a door");
    const asked = performance.now();
    const hung = new AbortController();
    const answer = await Promise.race([
      door("POST", path, { cookie, key, body }).catch(() => lost),
      sleep(hungAfter, lost, { signal: hung.signal }).catch(() => lost),
    ]);
    hung.abort();
    this.#note(kind, answer, performance.now() - asked);
    return answer;
  }

  #note(kind: string, { status, text, headers }: Answer, ms: number) {
    this.requests += 1;
    if (ms > this.maxMs) {
      this.maxMs = Math.round(ms);
      this.longest = `${kind} ${status}`;
    }
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (!ends.has(status) && !notYet.has(status)) this.#wonder(`${status} ${text.slice(0, 200)}`);
    if ((status === 429 || status === 503) && headers["retry-after"] === undefined)
      this.#wonder(`${status} without Retry-After`);
  }

  #wonder(at: string) {
    this.oddities.set(at, (this.oddities.get(at) ?? 0) + 1);
  }
}

const refusal = z.object({ retryAfter: z.number() });

/** As long as the server asks for, else a moment, never the same for two. */
function pauseAfter({ body }: Answer): number {
  const said = refusal.safeParse(body);
  return said.success ? said.data.retryAfter * 1000 + Math.random() * 500 : 100 + Math.random() * 400;
}
