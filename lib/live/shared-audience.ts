import { redisKeys } from "#lib/live/redis-keys.ts";
import type { RedisConnections } from "#lib/redis.ts";

/** A process that said nothing for so long is gone, and its viewers with it. */
const goneMs = 6000;
const keptMs = 60_000;
/** Below it viewers of all processes are added up; above it people are counted by their traces, within one in a hundred. */
export const countedViewers = 10_000;
const bucketMs = 30_000;
const atOnce = 1000;

type Local = { viewers: (showId: string) => number; viewerIds: (showId: string) => Iterable<string> };
type Counted = { said: string; changedAt: number };
type Show = { beat: number; own: number; total: number; seen: Map<string, Counted> };

/** How many watch a show, over all processes: each says once a second how many are with it, and the leader adds them up. */
export class SharedAudience {
  readonly #redis: RedisConnections;
  readonly #process: string;
  readonly #local: Local;
  readonly #shows = new Map<string, Show>();

  constructor({ redis, process, local }: { redis: RedisConnections; process: string; local: Local }) {
    this.#redis = redis;
    this.#process = process;
    this.#local = local;
  }

  /** As far as this process knows: what was counted last, with what changed here since. */
  viewers(showId: string): number {
    const own = this.#local.viewers(showId);
    const show = this.#shows.get(showId);
    return show ? Math.max(own, show.total + own - show.own) : own;
  }

  /** What the leader counted. */
  learn(showId: string, total: number): void {
    const show = this.#showOf(showId);
    show.total = total;
    show.own = this.#local.viewers(showId);
  }

  forget(showId: string): void {
    this.#shows.delete(showId);
    this.#redis.commands.hdel(redisKeys.viewers(showId), this.#process).catch(() => undefined);
  }

  /** Likes that came to this process, for the leader to save. */
  async addLikes(showId: string, n: number): Promise<void> {
    await this.#redis.commands.incrby(redisKeys.likes(showId), n);
  }

  /** Those that nobody has saved yet; they are the caller's now. */
  async takeLikes(showId: string): Promise<number> {
    return Number((await this.#redis.commands.getdel(redisKeys.likes(showId))) ?? 0);
  }

  /** Says how many are here. */
  async say(showId: string): Promise<void> {
    const show = this.#showOf(showId);
    const viewers = this.#local.viewers(showId);
    show.beat += 1;
    const key = redisKeys.viewers(showId);
    const said = this.#redis.commands
      .pipeline()
      .hset(key, this.#process, `${viewers}:${show.beat}`)
      .pexpire(key, keptMs);
    if (this.viewers(showId) >= countedViewers) this.#addPeople(said, showId);
    await said.exec();
  }

  /** Counts all of them; for the leader. */
  async count(showId: string, now = performance.now()): Promise<number> {
    const show = this.#showOf(showId);
    const said = await this.#redis.commands.hgetall(redisKeys.viewers(showId));
    for (const [process, text] of Object.entries(said)) {
      if (show.seen.get(process)?.said !== text) show.seen.set(process, { said: text, changedAt: now });
    }
    const gone = [...show.seen].filter(([process, { changedAt }]) => !(process in said) || now - changedAt > goneMs);
    for (const [process] of gone) show.seen.delete(process);
    if (gone.length > 0)
      await this.#redis.commands.hdel(redisKeys.viewers(showId), ...gone.map(([process]) => process));
    const sum = [...show.seen.values()].reduce((total, each) => total + Number.parseInt(each.said, 10), 0);
    return sum < countedViewers ? sum : this.#countPeople(showId, sum);
  }

  async #countPeople(showId: string, sum: number): Promise<number> {
    const bucket = Math.floor(Date.now() / bucketMs);
    const people = await this.#redis.commands.pfcount(
      redisKeys.people(showId, bucket),
      redisKeys.people(showId, bucket - 1),
    );
    // Before every process has named its viewers there are too few traces.
    return people < countedViewers / 2 ? sum : Math.min(sum, people);
  }

  #addPeople(said: ReturnType<RedisConnections["commands"]["pipeline"]>, showId: string): void {
    const key = redisKeys.people(showId, Math.floor(Date.now() / bucketMs));
    const ids = [...this.#local.viewerIds(showId)];
    for (let from = 0; from < ids.length; from += atOnce) said.pfadd(key, ...ids.slice(from, from + atOnce));
    said.pexpire(key, 3 * bucketMs);
  }

  #showOf(showId: string): Show {
    const show = this.#shows.get(showId) ?? { beat: 0, own: 0, total: 0, seen: new Map() };
    this.#shows.set(showId, show);
    return show;
  }
}
