import { hash, randomUUID } from "node:crypto";
import { Viewer } from "#bench/harness/viewers.ts";
import type { Api } from "#bench/load/api.ts";
import type { LoadShow } from "#bench/load/show.ts";

/** What viewers do, by the second; shares of those who are there. */
export const habits = {
  /** Of the time, in which everybody arrives. */
  arriveWithin: 1 / 3,
  /** Have an account of a guest: they order, chat and stand in line. */
  guests: 0.1,
  /** Like once a second, three at a time. */
  like: 0.1,
  /** Chat once in ten seconds. */
  chat: 0.01,
  /** Order within the last third. */
  order: 0.05,
  /** Take a place in the drop's line in the five seconds before it is drawn. */
  join: 0.05,
};

type Wanted = { api: Api; port: number; origin: string; show: LoadShow; viewers: number; seconds: number };
type Seen = { frames: number; bytes: number; frameMs: number[]; arrivals: number; orderMs: number[]; joins: number };

const nothing = (): Seen => ({ frames: 0, bytes: 0, frameMs: [], arrivals: 0, orderMs: [], joins: 0 });

/** Everybody in the room, and what they do. Every request stands for one person; nothing is repeated after the time is over. */
export class Crowd {
  readonly #wanted: Wanted;
  readonly #viewers: Viewer[] = [];
  readonly #guests: string[] = [];
  #seen = nothing();
  #counted = 0;
  readonly failures = new Map<string, number>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  sockets(): number {
    return this.#viewers.length;
  }

  /** What happened since it was last asked. */
  take(): Seen {
    const frames = this.#viewers.reduce((sum, viewer) => sum + viewer.frames, 0);
    const watched = this.#viewers.filter(({ sizes }) => sizes !== null);
    const sizes = watched.flatMap((viewer) => viewer.sizes?.splice(0) ?? []);
    const frameMs = watched.flatMap((viewer) => viewer.latencies?.splice(0) ?? []);
    const mean = sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) / sizes.length : Number.NaN;
    const seen = { ...this.#seen, frames: frames - this.#counted, bytes: mean, frameMs };
    this.#counted = frames;
    this.#seen = nothing();
    return seen;
  }

  /** Arrivals, then a sale, likes and chat all the while; the drop's line before the last third and its draw at its start. */
  async run(): Promise<void> {
    const { seconds, viewers, show } = this.#wanted;
    const arriving = seconds * habits.arriveWithin;
    const last = (seconds * 2) / 3;
    const ended = Date.now() + seconds * 1000;
    const talking = setInterval(() => this.#talk(), talkEvery);
    const arrived = this.#spread(viewers, arriving, (index) => this.#arrive(index));
    const queued = after(last - 6, () => this.#spread(viewers * habits.join, 5, (index) => this.#join(index)));
    const fired = after(last, () => show.fire());
    const ordered = after(last, () =>
      this.#spread(viewers * habits.order, seconds / 3 - 2, (index) => this.#order(index)),
    );
    await Promise.all([arrived, queued, fired, ordered, new Promise((over) => setTimeout(over, ended - Date.now()))]);
    clearInterval(talking);
  }

  close() {
    for (const { line } of this.#viewers) {
      line.removeAllListeners();
      line.on("error", () => {});
      line.terminate();
    }
  }

  /** Starts `count` acts evenly over some seconds. */
  async #spread(count: number, seconds: number, act: (index: number) => Promise<void>): Promise<void> {
    const started = Date.now();
    const acts: Promise<void>[] = [];
    const whole = Math.round(count);
    while (acts.length < whole) {
      const due = Math.min(whole, Math.ceil(((Date.now() - started + 20) / (seconds * 1000)) * whole));
      while (acts.length < due) acts.push(act(acts.length));
      await new Promise((resume) => setTimeout(resume, 20));
    }
    await Promise.all(acts);
  }

  async #arrive(index: number) {
    const { port, show } = this.#wanted;
    try {
      const cookie = index % Math.round(1 / habits.guests) === 0 ? await this.#becomeGuest(index) : "";
      const viewer = await Viewer.open({ port, index, showId: show.showId, cookie });
      if (index % 10 === 1) Object.assign(viewer, { latencies: [], sizes: [] });
      this.#viewers.push(viewer);
      this.#seen.arrivals += 1;
    } catch (error) {
      this.#fail("arrival", error instanceof Error ? error.message : String(error));
    }
  }

  /** From many addresses of this machine, as people have; the limits of an address stay as they are. */
  async #becomeGuest(index: number): Promise<string> {
    const { api, origin } = this.#wanted;
    const { status, cookie } = await api("POST", "/api/auth/sign-in/anonymous", {
      ...{ origin, body: {}, address: addressOf(index) },
    });
    if (status === 200 && cookie) this.#guests.push(cookie);
    else this.#fail("guest", String(status));
    return cookie;
  }

  #talk() {
    const { showId } = this.#wanted.show;
    const guestEvery = Math.round(1 / habits.guests);
    for (const viewer of this.#viewers) {
      if (Math.random() < habits.like * (talkEvery / 1000)) viewer.mention("like", { showId, n: 3 });
    }
    const talkers = (this.#viewers.length * habits.chat * talkEvery) / 10_000;
    for (let said = Math.random(); said < talkers; said += 1) {
      const guest = this.#viewers[Math.floor(Math.random() * (this.#viewers.length / guestEvery)) * guestEvery];
      guest?.mention("chat", { showId, body: "Does it come with the roof rack?", key: randomUUID() });
    }
  }

  async #order(index: number) {
    const { api, show } = this.#wanted;
    const cookie = this.#guests[index];
    if (!cookie) return this.#fail("order", "no guest");
    const body = { editionId: show.editionId, contact: contactOf(cookie) };
    const answer = await api("POST", "/api/preorders", { cookie, body, key: randomUUID(), address: addressOf(index) });
    if (answer.status === 201) this.#seen.orderMs.push(answer.ms);
    else this.#fail("order", `${answer.status} ${/"code":"(\w+)"/.exec(answer.text)?.[1] ?? ""}`);
  }

  async #join(index: number) {
    const { api, show } = this.#wanted;
    // Those who order are others: one person may not have both.
    const cookie = this.#guests.at(-1 - index);
    if (!cookie) return this.#fail("join", "no guest");
    const path = `/api/drops/${show.dropId}/line`;
    const answer = await api("POST", path, {
      cookie,
      body: { contact: contactOf(cookie) },
      key: randomUUID(),
      address: addressOf(index),
    });
    if (answer.status === 201) this.#seen.joins += 1;
    else this.#fail("join", `${answer.status} ${/"code":"(\w+)"/.exec(answer.text)?.[1] ?? ""}`);
  }

  #fail(what: string, why: string) {
    const name = `${what}: ${why}`;
    this.failures.set(name, (this.failures.get(name) ?? 0) + 1);
  }
}

/** Each guest has a mailbox of their own. */
const contactOf = (cookie: string) => `load-${hash("sha256", cookie).slice(0, 16)}@demo.launchroom`;
const talkEvery = 100;
const addressOf = (index: number) => `127.0.0.${2 + (index % 100)}`;

function after<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    setTimeout(() => work().then(resolve, reject), seconds * 1000);
  });
}
