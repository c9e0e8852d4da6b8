import type { Frame, Snapshot } from "#lib/live/contract.ts";
import { type PacedFrame, Paces } from "#lib/live/paces.ts";
import { Room, type RoomStart, type RoomState } from "#lib/live/room.ts";

const keptUnwatchedMs = 10 * 60_000;

/** The other processes that have the same rooms. */
export type RoomPeers = {
  /** Before a room opens here; gives what its leader said last. */
  enter(showId: string): Promise<Snapshot | null>;
  leave(showId: string): void;
  standing(showId: string): "leads" | "follows" | "alone";
  /** In which this process leads; it grows with every leader. */
  epoch(showId: string): number | null;
};

/**
 * The rooms this process keeps warm. A room is read from the database when somebody first needs it; five times a second
 * each changed room sends one frame, fewer where fewer do.
 */
export class Rooms {
  readonly #load: (showId: string) => Promise<RoomStart | null>;
  readonly #send: (showId: string, frame: PacedFrame) => void;
  readonly #onSampled: (showId: string) => void;
  readonly #isWatched: (showId: string) => boolean;
  readonly #peers: RoomPeers | undefined;
  /** The epoch in which a room was led last. */
  readonly #epochs = new WeakMap<Room, number>();
  readonly #unwatchedSince = new WeakMap<Room, number>();
  readonly #paces = new WeakMap<Room, Paces>();
  readonly #rooms = new Map<string, Room>();
  readonly #loading = new Map<string, Promise<Room | null>>();

  constructor({
    load,
    send,
    onSampled = () => undefined,
    isWatched = () => true,
    peers,
  }: {
    load: (showId: string) => Promise<RoomStart | null>;
    send: (showId: string, frame: PacedFrame) => void;
    /** Frames were left without some lines: whoever begins with an older room and these would miss them. */
    onSampled?: (showId: string) => void;
    isWatched?: (showId: string) => boolean;
    /** Without any this process leads all its rooms. */
    peers?: RoomPeers;
  }) {
    this.#load = load;
    this.#send = send;
    this.#onSampled = onSampled;
    this.#isWatched = isWatched;
    this.#peers = peers;
  }

  /** The warm room, or null when it is cold. */
  peek(showId: string): Room | null {
    return this.#rooms.get(showId) ?? null;
  }

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  *selling(editionId: string): Iterable<Room> {
    for (const room of this.#rooms.values()) if (room.sells(editionId)) yield room;
  }

  /** Those whose figures this process saves: nobody else leads them, as far as it can know. */
  *led(): Iterable<Room> {
    for (const room of this.#rooms.values()) if (this.#standing(room) !== "follows") yield room;
  }

  /** What the leader of a room says. */
  follow(showId: string, frame: Frame): void {
    this.peek(showId)?.follow(frame);
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
    if (!fresh) return this.#close(showId);
    // What was published while we read is newer than what we read.
    const { status, video, pinned, cueAt } = room.state;
    if (pinned === before.pinned && cueAt === before.cueAt) room.pin({ atMs: fresh.cueAt, productId: fresh.pinned });
    room.setClock(fresh.clockZero);
    room.replaceStock(fresh.stock);
    for (const drop of fresh.drops) room.setDrop(drop);
    room.addMissed(fresh);
    room.shown.hearQuestions(fresh);
    if (fresh.halts) room.shown.setHalts(fresh.halts);
    room.change({
      viewers: fresh.viewers,
      status: status === before.status ? fresh.status : status,
      video: video === before.video ? fresh.video : video,
      catalog: room.state.catalog + 1,
      ...also,
    });
  }

  /** Reads the rooms that this process leads again: what another one told may have been lost on its way. */
  async heal(): Promise<void> {
    for (const room of this.led()) {
      const fresh = await this.#load(room.showId);
      if (!fresh || !room.hasCatalogOf(fresh)) await this.refresh(room.showId);
      else room.heal(fresh);
    }
  }

  tick(now = performance.now()) {
    for (const room of this.#rooms.values()) {
      if (this.#standing(room) === "follows") room.discardChanges();
      else this.#sendFrames(room, now);
      if (room.talk.wasSampled()) this.#onSampled(room.showId);
    }
  }

  #sendFrames(room: Room, now: number) {
    const paces = this.#paces.get(room) ?? new Paces();
    this.#paces.set(room, paces);
    const { viewers } = room.state;
    for (const paced of paces.take(room.takeFrame(), { viewers, now })) this.#send(room.showId, paced);
  }

  /** Lets go of rooms that nobody was in for ten minutes: reading one again costs six statements, keeping it costs for ever. */
  sweep(now = Date.now()) {
    for (const [showId, room] of this.#rooms) {
      if (this.#isWatched(showId) || room.state.viewers > 0 || room.hasUnsavedLikes()) {
        this.#unwatchedSince.delete(room);
        continue;
      }
      const since = this.#unwatchedSince.get(room) ?? now;
      this.#unwatchedSince.set(room, since);
      if (now - since >= keptUnwatchedMs) this.#close(showId);
    }
  }

  /** Who leads the room; whoever begins to says everything once more. */
  #standing(room: Room) {
    if (!this.#peers) return "leads";
    const standing = this.#peers.standing(room.showId);
    const epoch = standing === "leads" ? this.#peers.epoch(room.showId) : null;
    if (epoch !== null && epoch !== this.#epochs.get(room)) {
      this.#epochs.set(room, epoch);
      room.lead();
    }
    return standing;
  }

  #close(showId: string) {
    this.#rooms.delete(showId);
    this.#peers?.leave(showId);
  }

  #warm(showId: string): Promise<Room | null> {
    const loading = this.#read(showId).finally(() => this.#loading.delete(showId));
    this.#loading.set(showId, loading);
    return loading;
  }

  async #read(showId: string): Promise<Room | null> {
    const loaded = await this.#load(showId);
    if (!loaded) return null;
    const said = await this.#peers?.enter(showId);
    const room = new Room(showId, loaded);
    if (said !== undefined) room.standBy(said);
    this.#rooms.set(showId, room);
    // Nothing was published to a room that was not there yet, so what happened while it was read is read again.
    await this.refresh(showId);
    this.#standing(room);
    return room;
  }
}
