import { LRUCache } from "lru-cache";
import { readNewestCues } from "#lib/captions/queries.ts";
import type { Database } from "#lib/db.ts";
import type { CaptionCue } from "#lib/live/contract.ts";

const remembered = { max: 200, ttl: 5000 };

/** The newest captions of shows, for a crowd that comes in at once: one reading for all of them until something changes. */
export class NewestCues {
  readonly #db: Database;
  readonly #shows = new LRUCache<string, Promise<CaptionCue[]>>(remembered);

  constructor(db: Database) {
    this.#db = db;
  }

  read(showId: string): Promise<CaptionCue[]> {
    const known = this.#shows.get(showId);
    if (known) return known;
    const reading = readNewestCues(this.#db, showId);
    this.#shows.set(showId, reading);
    reading.catch(() => this.forget(showId));
    return reading;
  }

  forget(showId: string): void {
    this.#shows.delete(showId);
  }
}
