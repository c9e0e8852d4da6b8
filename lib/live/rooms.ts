import { type PacedFrame, Paces } from "#lib/live/paces.ts";
import { Room, type RoomStart, type RoomState } from "#lib/live/room.ts";

const keptUnwatchedMs = 10 * 60_000;

/**
 * The rooms this process keeps warm. A room is read from the database when somebody first needs it; five times a second
 * each changed room sends one frame, fewer where fewer do.
 */
export class Rooms {
  readonly #load: (showId: string) => Promise<RoomStart | null>;
  readonly #send: (showId: string, frame: PacedFrame) => void;
  readonly #isWatched: (showId: string) => boolean;
  readonly #unwatchedSince = new WeakMap<Room, number>();
  readonly #paces = new WeakMap<Room, Paces>();
  readonly #rooms = new Map<string, Room>();
  readonly #loading = new Map<string, Promise<Room | null>>();

  constructor({
    load,
    send,
    isWatched = () => true,
  }: {
    load: (showId: string) => Promise<RoomStart | null>;
    send: (showId: string, frame: PacedFrame) => void;
    isWatched?: (showId: string) => boolean;
  }) {
    this.#load = load;
    this.#send = send;
    this.#isWatched = isWatched;
  }

  /** The warm room, or null when it is cold. */
  peek(showId: string): Room | null {
    return this.#rooms.get(showId) ?? null;
  }

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  async open(showId: string): Promise<Room | null> {
    const warm = this.#rooms.get(showId);
    if (warm) return warm;
    const loading = this.#loading.get(showId) ?? this.#warm(showId);
    return loading;
  }

  /** Reads catalogue, stock and state again, after something changed that a frame cannot carry. */
  async refresh(showId: string, also: Partial<RoomState> = {}): Promise<void> {
    const room = this.#rooms.get(showId);
    if (!room) return;
    const before = room.state;
    const fresh = await this.#load(showId);
    if (!fresh) {
      this.#rooms.delete(showId);
      return;
    }
    // What was published while we read is newer than what we read.
    const { status, video, pinned, cueAt } = room.state;
    if (pinned === before.pinned && cueAt === before.cueAt) room.pin({ atMs: fresh.cueAt, productId: fresh.pinned });
    room.setClock(fresh.clockZero);
    room.replaceStock(fresh.stock);
    for (const drop of fresh.drops) room.setDrop(drop);
    room.addMissed(fresh);
    room.change({
      viewers: fresh.viewers,
      status: status === before.status ? fresh.status : status,
      video: video === before.video ? fresh.video : video,
      catalog: room.state.catalog + 1,
      ...also,
    });
  }

  tick(now = performance.now()) {
    for (const room of this.#rooms.values()) {
      const paces = this.#paces.get(room) ?? new Paces();
      this.#paces.set(room, paces);
      const { viewers } = room.state;
      for (const paced of paces.take(room.takeFrame(), { viewers, now })) this.#send(room.showId, paced);
    }
  }

  /** Lets go of rooms that nobody was in for ten minutes: reading one again costs six statements, keeping it costs for ever. */
  sweep(now = Date.now()) {
    for (const [showId, room] of this.#rooms) {
      if (this.#isWatched(showId) || room.hasUnsavedLikes()) {
        this.#unwatchedSince.delete(room);
        continue;
      }
      const since = this.#unwatchedSince.get(room) ?? now;
      this.#unwatchedSince.set(room, since);
      if (now - since >= keptUnwatchedMs) this.#rooms.delete(showId);
    }
  }

  #warm(showId: string): Promise<Room | null> {
    const loading = this.#load(showId)
      .then(async (loaded) => {
        if (!loaded) return null;
        const room = new Room(showId, loaded);
        this.#rooms.set(showId, room);
        // Nothing was published to a room that was not there yet, so what happened while it was read is read again.
        await this.refresh(showId);
        return room;
      })
      .finally(() => this.#loading.delete(showId));
    this.#loading.set(showId, loading);
    return loading;
  }
}
