import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import type { RecordingChange } from "#lib/media/recording/recordings.ts";
import { undoEndMinutes } from "#lib/shows/schema.ts";

const remembered = { max: 1000, ttl: 5000 };

/**
 * Writes what becomes of recordings into the database, absolute figures only: at once when one begins or ends, else
 * every few seconds. Video never waits for it; what could not be written is written the next time.
 */
export class RecordingRows {
  readonly #db: Database;
  readonly #retentionDays: number;
  readonly #due = new Map<string, RecordingChange>();
  readonly #written = new Set<string>();
  #flushing: Promise<void> = Promise.resolve();
  readonly #kept = new LRUCache<string, boolean>(remembered);

  constructor({ db, retentionDays }: { db: Database; retentionDays: number }) {
    this.#db = db;
    this.#retentionDays = retentionDays;
  }

  note(change: RecordingChange): void {
    if (change.startedAt === null) return;
    this.#due.set(change.showId, change);
    const isNew = !this.#written.has(change.showId);
    this.#written.add(change.showId);
    if (!isNew && change.endedAt === null && !change.archived) return;
    this.flush().catch((error: unknown) =>
      log.warn({ event: "recording_row_failed", err: error }, "the row of a recording could not be written; retrying"),
    );
  }

  /** One after another: an end that is still being written would come after the word that it was taken back. */
  flush(): Promise<void> {
    const flushed = this.#flushing.then(() => this.#writeDue());
    this.#flushing = flushed.catch(() => undefined);
    return flushed;
  }

  async #writeDue(): Promise<void> {
    for (const [showId, change] of this.#due) {
      await this.#write(change);
      if (this.#due.get(showId) === change) this.#due.delete(showId);
      this.#kept.delete(showId);
    }
  }

  /** Whether a recording that is over may be watched. */
  async isKept(showId: string): Promise<boolean> {
    const known = this.#kept.get(showId);
    if (known !== undefined) return known;
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(showId);
    const where = { showId, state: { in: ["RECORDING" as const, "READY" as const] } };
    const kept = isId && (await this.#db.recording.count({ where })) > 0;
    this.#kept.set(showId, kept);
    return kept;
  }

  /** Whether the show's end cannot be taken back any more, with a minute to spare for whoever is just taking it back. */
  async isFinal(showId: string): Promise<boolean> {
    const rows = await this.#db.$queryRaw`
      SELECT FROM show WHERE id::text = ${showId} AND (status <> 'ENDED' OR ended_at > now() - make_interval(mins => ${undoEndMinutes + 1}::int))`;
    return Array.isArray(rows) && rows.length === 0;
  }

  forget(showId: string): void {
    this.#due.delete(showId);
    this.#kept.delete(showId);
  }

  async #write(change: RecordingChange): Promise<void> {
    const { showId, bytes, seconds, segments, missed, hash, archived } = change;
    const startedAt = new Date(change.startedAt ?? 0);
    const endedAt = change.endedAt === null ? null : new Date(change.endedAt);
    const state = endedAt ? "READY" : "RECORDING";
    const storage = archived ? "s3" : "disk";
    await this.#db.$executeRaw`
      INSERT INTO recording AS r (show_id, state, storage, started_at, ended_at, bytes, seconds, segments, missed, hash, retention_days, retention_until)
      SELECT s.id, ${state}::"RecordingState", ${storage}, ${startedAt}, ${endedAt}, ${bytes}, ${seconds}, ${segments}, ${missed}, ${hash},
        ${this.#retentionDays}, ${endedAt}::timestamptz + make_interval(days => ${this.#retentionDays})
      FROM show s WHERE s.id = ${showId}::uuid
      ON CONFLICT (show_id) DO UPDATE SET state = excluded.state, storage = excluded.storage, ended_at = excluded.ended_at,
        bytes = excluded.bytes, seconds = excluded.seconds, segments = excluded.segments, missed = excluded.missed, hash = excluded.hash,
        retention_until = excluded.ended_at + make_interval(days => r.retention_days)
      WHERE r.state <> 'DELETED'`;
  }
}
