import { LRUCache } from "lru-cache";
import type { EncodedFrame } from "#lib/live/audiences.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import { type Packet, snapshotPacket } from "#lib/live/packets.ts";

/** A room whole, as JSON that was made once. */
export type EncodedSnapshot = { seq: number; madeAt: number; text: string; etag: string };

type Known = {
  snapshot?: EncodedSnapshot;
  reading?: Promise<EncodedSnapshot | null>;
  /** Those of the last moments, oldest first. */
  frames: EncodedFrame[];
  packet?: Packet;
};

const freshMs = 1000;
/** As many as leave in two seconds: more than happen within the life of a snapshot. */
const keptFrames = 10;
const maxShows = 500;

/**
 * Rooms whole, for whoever comes, comes back or asks over HTTP: one text per show and second, however many they are. It may
 * be a second old; sockets get the frames since with it.
 */
export class Snapshots {
  readonly #read: (showId: string) => Promise<Snapshot | null>;
  readonly #shows = new LRUCache<string, Known>({ max: maxShows });

  constructor(read: (showId: string) => Promise<Snapshot | null>) {
    this.#read = read;
  }

  /** Null when there is no such show. */
  async find(showId: string): Promise<EncodedSnapshot | null> {
    const known = this.#knownOf(showId);
    if (known.snapshot && performance.now() - known.snapshot.madeAt < freshMs) return known.snapshot;
    known.reading ??= this.#make(showId, known).finally(() => {
      known.reading = undefined;
    });
    return known.reading;
  }

  /** What a socket needs to draw the room and to go on with its next frame; null when there is no such show. */
  async packet(showId: string): Promise<Packet | null> {
    const snapshot = await this.find(showId);
    if (!snapshot) return null;
    const known = this.#knownOf(showId);
    const since = known.frames.filter(({ seq }) => seq > snapshot.seq);
    known.packet ??= snapshotPacket(
      snapshot.text,
      since.map(({ text }) => text),
    );
    return known.packet;
  }

  /** What is asked for next is read anew: the frames since do not tell everything. */
  forget(showId: string) {
    const known = this.#shows.get(showId);
    if (!known) return;
    known.snapshot = undefined;
    known.packet = undefined;
  }

  /** A frame that leaves, or came from another process. */
  follow(showId: string, frame: EncodedFrame) {
    const known = this.#knownOf(showId);
    known.frames = [...known.frames.slice(1 - keptFrames), frame];
    known.packet = undefined;
  }

  async #make(showId: string, known: Known): Promise<EncodedSnapshot | null> {
    const snapshot = await this.#read(showId);
    known.packet = undefined;
    known.snapshot = snapshot ? encode(snapshot) : undefined;
    // What strangers make up stays out of the memory.
    if (!snapshot) this.#shows.delete(showId);
    return known.snapshot ?? null;
  }

  #knownOf(showId: string): Known {
    const known = this.#shows.get(showId) ?? { frames: [] };
    this.#shows.set(showId, known);
    return known;
  }
}

function encode(snapshot: Snapshot): EncodedSnapshot {
  const { seq, at } = snapshot;
  return { seq, madeAt: performance.now(), text: JSON.stringify(snapshot), etag: `"${seq}-${Date.parse(at)}"` };
}
