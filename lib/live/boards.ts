import type { Board } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";

/** Nobody reads figures faster, and each reading costs the database the same however little has moved. */
const restMs = 1000;

/**
 * The figures staff watch. A changed show's board is read once, however many screens are open, and pushed to all of
 * them; what they see is what the ledger's rollups said at that moment.
 */
export class Boards {
  readonly #read: (showId: string) => Promise<Board | null>;
  readonly #isWatched: (showId: string) => boolean;
  readonly #send: (showId: string, board: Board) => void;
  readonly #dirty = new Set<string>();
  readonly #reading = new Set<string>();
  /** When a board was read last; kept while it is watched. */
  readonly #readAt = new Map<string, number>();

  constructor(settings: {
    read: (showId: string) => Promise<Board | null>;
    isWatched: (showId: string) => boolean;
    send: (showId: string, board: Board) => void;
  }) {
    this.#read = settings.read;
    this.#isWatched = settings.isWatched;
    this.#send = settings.send;
  }

  touch(showId: string) {
    this.#dirty.add(showId);
  }

  tick() {
    const now = performance.now();
    for (const showId of this.#dirty) {
      if (this.#reading.has(showId) || now - (this.#readAt.get(showId) ?? -restMs) < restMs) continue;
      this.#dirty.delete(showId);
      if (this.#isWatched(showId)) void this.#push(showId);
      else this.#readAt.delete(showId);
    }
  }

  async #push(showId: string) {
    this.#reading.add(showId);
    this.#readAt.set(showId, performance.now());
    try {
      const board = await this.#read(showId);
      if (board) this.#send(showId, board);
    } catch (error) {
      log.warn({ event: "board_unreadable", err: error, showId }, "the figures of a board could not be read; retrying");
      this.#dirty.add(showId);
    } finally {
      this.#reading.delete(showId);
    }
  }
}
