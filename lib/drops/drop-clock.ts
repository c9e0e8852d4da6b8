import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import type { Engine } from "#lib/engine/engine.ts";
import { advanceDrop } from "#lib/engine/move-drop.ts";
import { dropRow } from "#lib/engine/rows.ts";
import { dropColumn } from "#lib/engine/sql.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";

type Known = { line: LiveDrop; timer: NodeJS.Timeout | undefined };
type Row = { drop: LiveDrop; dueIn: number | null };

/**
 * The drops that are armed or open, in memory, and the moments at which they open and close. The database decides whether a
 * moment has come; this only asks it in time, in every process, so that one which dies is not missed. It costs no statement
 * while nothing is due.
 */
export class DropClock {
  readonly #db: Database;
  readonly #engine: Engine;
  readonly #tell: (drop: LiveDrop) => void;
  readonly #known = new Map<string, Known>();
  /** Drops that closed, which none does twice: a crowd that comes too late is many. */
  readonly #over = new LRUCache<string, true>({ max: 1000 });
  #stopped = false;

  constructor({ db, engine, tell }: { db: Database; engine: Engine; tell: (drop: LiveDrop) => void }) {
    this.#db = db;
    this.#engine = engine;
    this.#tell = tell;
  }

  /** A drop that is armed or open, as this process last heard. */
  find(dropId: string): LiveDrop | undefined {
    return this.#known.get(dropId)?.line;
  }

  /** The same, or what the database says of it when this process has not heard yet. One that is over costs no second look. */
  async findOrAsk(dropId: string): Promise<LiveDrop | undefined> {
    const known = this.find(dropId);
    if (known || this.#over.has(dropId)) return known;
    const [row] = await this.#select(dropId);
    if (row?.drop.status === "CLOSED") this.#over.set(dropId, true);
    return row && isRunning(row.drop) ? row.drop : undefined;
  }

  /** Reads all of them: at the start, and whenever word from the database may have been missed. */
  async readAll(): Promise<void> {
    const before = [...this.#known.keys()];
    const rows = await this.#select(null);
    for (const row of rows) this.#take(row);
    const there = new Set(rows.map(({ drop }) => drop.id));
    for (const dropId of before) if (!there.has(dropId)) await this.read(dropId);
  }

  /** Reads one that changed, here or in another process. */
  async read(dropId: string): Promise<void> {
    const [row] = await this.#select(dropId);
    if (!row) return this.#forget(dropId);
    const before = this.find(dropId);
    this.#take(row);
    this.#tell(row.drop);
    if (before?.status === "ARMED" && row.drop.status === "OPEN") await this.#engine.announcePlaces(dropId);
  }

  know(line: LiveDrop) {
    const known = this.#known.get(line.id);
    if (known) known.line = line;
  }

  stop() {
    this.#stopped = true;
    for (const { timer } of this.#known.values()) clearTimeout(timer);
    this.#known.clear();
  }

  async #select(dropId: string | null): Promise<Row[]> {
    const rows = await this.#db.$queryRaw<{ drop: unknown; dueIn: number | null }[]>`
      SELECT ${dropColumn("d")} AS drop, extract(epoch FROM CASE WHEN paused_at IS NOT NULL THEN NULL WHEN status = 'ARMED' THEN opens_at
        WHEN status = 'OPEN' THEN closes_at END - clock_timestamp())::float8 AS "dueIn"
      FROM drop d WHERE (${dropId}::uuid IS NULL AND status IN ('ARMED', 'OPEN')) OR id = ${dropId}::uuid`;
    return rows.map(({ drop, dueIn }) => ({ drop: dropRow.parse(drop), dueIn }));
  }

  #take({ drop, dueIn }: Row) {
    this.#forget(drop.id);
    if (this.#stopped || !isRunning(drop)) return;
    const timer = dueIn === null ? undefined : this.#wake(drop.id, Math.max(0, dueIn * 1000));
    this.#known.set(drop.id, { line: drop, timer });
  }

  #wake(dropId: string, ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => void this.#advance(dropId), Math.min(ms + 1, longest));
    return timer.unref();
  }

  async #advance(dropId: string) {
    try {
      await this.#engine.once((write) => advanceDrop(write, dropId));
      await this.read(dropId);
    } catch (error) {
      log.warn(
        { event: "drop_clock_failed", err: error, dropId },
        "a drop could not be opened or closed in time; trying again",
      );
      const known = this.#known.get(dropId);
      if (known && !this.#stopped) known.timer = this.#wake(dropId, 500);
    }
  }

  #forget(dropId: string) {
    clearTimeout(this.#known.get(dropId)?.timer);
    this.#known.delete(dropId);
  }
}

const longest = 3_600_000;

function isRunning({ status }: LiveDrop): boolean {
  return status === "ARMED" || status === "OPEN";
}
