import type { Database } from "#lib/db.ts";
import { advanceDrop } from "#lib/drops/close-drop.ts";
import { tellPlaces } from "#lib/drops/tell-drop.ts";
import { type StoredDrop, viewDrop } from "#lib/drops/view.ts";
import type { DropLine } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";

type Known = { line: DropLine; timer: NodeJS.Timeout | undefined };
type Row = { drop: StoredDrop; dueIn: number | null };

/**
 * The drops that are armed or open, in memory, and the moments at which they open and close. The database decides whether a
 * moment has come; this only asks it in time, in every process, so that one which dies is not missed. It costs no statement
 * while nothing is due.
 */
export class DropClock {
  readonly #db: Database;
  readonly #tell: (drop: DropLine) => void;
  readonly #known = new Map<string, Known>();
  #stopped = false;

  constructor({ db, tell }: { db: Database; tell: (drop: DropLine) => void }) {
    this.#db = db;
    this.#tell = tell;
  }

  /** A drop that is armed or open, as this process last heard. */
  find(dropId: string): DropLine | undefined {
    return this.#known.get(dropId)?.line;
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
    const line = viewDrop(row.drop);
    this.#tell(line);
    if (before?.status === "ARMED" && line.status === "OPEN") await tellPlaces(dropId);
  }

  know(stored: StoredDrop): DropLine {
    const line = viewDrop(stored);
    const known = this.#known.get(line.id);
    if (known) known.line = line;
    return line;
  }

  stop() {
    this.#stopped = true;
    for (const { timer } of this.#known.values()) clearTimeout(timer);
    this.#known.clear();
  }

  #select(dropId: string | null): Promise<Row[]> {
    return this.#db.$queryRaw<Row[]>`
      SELECT drop_line(d) AS drop, extract(epoch FROM CASE WHEN paused_at IS NOT NULL THEN NULL WHEN status = 'ARMED' THEN opens_at
        WHEN status = 'OPEN' THEN closes_at END - clock_timestamp())::float8 AS "dueIn"
      FROM drop d WHERE (${dropId}::uuid IS NULL AND status IN ('ARMED', 'OPEN')) OR id = ${dropId}::uuid`;
  }

  #take({ drop, dueIn }: Row) {
    this.#forget(drop.id);
    if (this.#stopped || (drop.status !== "ARMED" && drop.status !== "OPEN")) return;
    const timer = dueIn === null ? undefined : this.#wake(drop.id, Math.max(0, dueIn * 1000));
    this.#known.set(drop.id, { line: viewDrop(drop), timer });
  }

  #wake(dropId: string, ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => void this.#advance(dropId), Math.min(ms + 1, longest));
    return timer.unref();
  }

  async #advance(dropId: string) {
    try {
      await advanceDrop(dropId);
      await this.read(dropId);
    } catch (error) {
      log.warn({ err: error, dropId }, "a drop could not be opened or closed in time; trying again");
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
