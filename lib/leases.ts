import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import { log } from "#lib/log.ts";

const lastsMs = 5000;
const beatMs = 1500;
/** How long a holder that nobody followed is still asked. */
const lingersMs = 30_000;
/** How long after its end another process tries for it. */
const lateMs = 20;

export type LeasePart = "room" | "media";
export type LeaseHolder = { address: string; isHere: boolean };

type Own = { epoch: number; until: number };
type Foreign = { address: string; until: number };
type Row = { showId: string; epoch: number; address: string; isTaken: boolean; leftMs: number };

/**
 * Which shows this process has to itself, by rows of the database that end by its clock: nothing else elects. A holder that dies is
 * followed within five seconds by one of those who want the show too. Without others every show that is wanted is held.
 */
export class Leases {
  readonly #db: Database;
  readonly #part: LeasePart;
  readonly #process: string;
  readonly #address: string;
  readonly #wanted = new Set<string>();
  readonly #own = new Map<string, Own>();
  readonly #foreign = new Map<string, Foreign>();
  readonly #found = new LRUCache<string, Promise<LeaseHolder | null>>({ max: 500, ttl: 1000 });
  #isCutOff = false;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  #isStopped = false;

  constructor({
    db,
    part,
    process,
    address,
  }: {
    db: Database;
    part: LeasePart;
    /** Names this process among all of them. */
    process: string;
    /** Where the others reach it. */
    address: string;
  }) {
    this.#db = db;
    this.#part = part;
    this.#process = process;
    this.#address = address;
  }

  /** Takes the lease of a show if nobody has it, and goes on wanting it; answers with who has it then. */
  async want(showId: string): Promise<LeaseHolder | null> {
    this.#wanted.add(showId);
    await this.#take([showId]);
    this.#plan();
    return this.holder(showId);
  }

  /** Lets go of it, for others to take at once. */
  async leave(showId: string): Promise<void> {
    this.#wanted.delete(showId);
    this.#foreign.delete(showId);
    if (this.#own.delete(showId)) await this.#end([showId]);
  }

  /** The epoch in which this process holds the show now; null when it does not. */
  epoch(showId: string, now = performance.now()): number | null {
    const own = this.#own.get(showId);
    if (!own) return null;
    // Whoever cannot reach the database knows nothing of its end; nobody else can take it there either.
    return own.until > now || this.#isCutOff ? own.epoch : null;
  }

  /** Who holds a show that is wanted here, as far as this process knows. */
  holder(showId: string): LeaseHolder | null {
    if (this.epoch(showId) !== null) return { address: this.#address, isHere: true };
    const foreign = this.#foreign.get(showId);
    return foreign && foreign.until > performance.now() ? { address: foreign.address, isHere: false } : null;
  }

  /** Who holds a show, or held it last, without wanting it: a busy holder may be late. Read once a second for a crowd. */
  async find(showId: string): Promise<LeaseHolder | null> {
    if (this.epoch(showId) !== null) return { address: this.#address, isHere: true };
    const known = this.#found.get(showId);
    if (known) return known;
    const reading = this.#read(showId);
    this.#found.set(showId, reading);
    reading.catch(() => this.#found.delete(showId));
    return reading;
  }

  async #read(showId: string): Promise<LeaseHolder | null> {
    const [row] = await this.#db.$queryRaw<{ address: string; process: string }[]>`
      SELECT address, process FROM show_lease WHERE show_id = ${showId}::uuid AND part = ${this.#part} AND until > now() - ${lingersMs} * interval '1 ms'`;
    return row ? { address: row.address, isHere: row.process === this.#process } : null;
  }

  /** Another process acted in this epoch: what was held here in an older one is over. */
  heard(showId: string, epoch: number): void {
    const own = this.#own.get(showId);
    if (own && own.epoch < epoch) this.#own.delete(showId);
  }

  held(): string[] {
    return [...this.#own.keys()].filter((showId) => this.epoch(showId) !== null);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    const held = [...this.#own.keys()];
    this.#own.clear();
    await this.#end(held);
  }

  /** The next look: at the next beat, or as soon as what another holds may be over. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped || this.#wanted.size === 0) return;
    const ends = [...this.#foreign.values()].map(({ until }) => until - performance.now() + lateMs);
    const wait = Math.min(beatMs, ...ends.filter((ms) => ms > 0));
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat().finally(() => this.#plan());
    }, wait).unref();
  }

  async #beat(): Promise<void> {
    try {
      await this.#renew();
      await this.#take([...this.#wanted].filter((showId) => !this.#own.has(showId)));
      this.#isCutOff = false;
    } catch (error) {
      if (!this.#isCutOff)
        log.warn({ event: "leases_unreachable", err: error }, "the database does not answer, leases stay as they are");
      this.#isCutOff = true;
    }
  }

  async #renew(): Promise<void> {
    if (this.#own.size === 0) return;
    const until = performance.now() + lastsMs;
    const rows = await this.#db.$queryRaw<{ showId: string; epoch: number }[]>`
      UPDATE show_lease SET until = now() + ${lastsMs} * interval '1 ms'
      WHERE show_id = ANY (${[...this.#own.keys()]}::uuid[]) AND part = ${this.#part} AND process = ${this.#process}
      RETURNING show_id AS "showId", epoch`;
    const kept = new Map(rows.map(({ showId, epoch }) => [showId, epoch]));
    for (const [showId, { epoch }] of this.#own) {
      if (kept.get(showId) === epoch) this.#own.set(showId, { epoch, until });
      else this.#own.delete(showId);
    }
  }

  async #take(showIds: string[]): Promise<void> {
    if (showIds.length === 0) return;
    const now = performance.now();
    const rows = await this.#db.$queryRaw<Row[]>`
      WITH taken AS (
        INSERT INTO show_lease AS l (show_id, part, process, address, epoch, until)
        SELECT s.id, ${this.#part}, ${this.#process}, ${this.#address}, 1, now() + ${lastsMs} * interval '1 ms'
        FROM show s WHERE s.id = ANY (${showIds}::uuid[]) ORDER BY s.id
        ON CONFLICT (show_id, part) DO UPDATE SET
          process = excluded.process, address = excluded.address, epoch = l.epoch + 1, until = excluded.until
        WHERE l.until <= now()
        RETURNING l.show_id, l.epoch)
      SELECT show_id AS "showId", epoch, ${this.#address} AS address, true AS "isTaken", ${lastsMs}::float8 AS "leftMs" FROM taken
      UNION ALL
      SELECT show_id, epoch, address, false, extract(epoch FROM until - now())::float8 * 1000 FROM show_lease
      WHERE show_id = ANY (${showIds}::uuid[]) AND part = ${this.#part} AND show_id NOT IN (SELECT show_id FROM taken)`;
    for (const { showId, epoch, address, isTaken, leftMs } of rows) {
      if (isTaken) this.#foreign.delete(showId);
      if (isTaken) this.#own.set(showId, { epoch, until: now + lastsMs });
      else if (!this.#own.has(showId)) this.#foreign.set(showId, { address, until: now + leftMs });
    }
  }

  async #end(showIds: string[]): Promise<void> {
    if (showIds.length === 0) return;
    await this.#db.$executeRaw`
      UPDATE show_lease SET until = now() WHERE show_id = ANY (${showIds}::uuid[]) AND part = ${this.#part} AND process = ${this.#process}`.catch(
      () => undefined,
    );
  }
}
