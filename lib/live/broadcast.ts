import { every } from "#lib/jobs/every.ts";
import { Audiences, type EncodedFrame } from "#lib/live/audiences.ts";
import type { Boards } from "#lib/live/boards.ts";
import type {
  Board,
  CaptionNews,
  LiveMessage,
  OrderChanged,
  OwnLine,
  QuestionAnswered,
  QueueEntry,
} from "#lib/live/contract.ts";
import type { Gateway } from "#lib/live/gateway.ts";
import type { PacedFrame } from "#lib/live/paces.ts";
import { linePacket } from "#lib/live/packets.ts";
import type { Rooms } from "#lib/live/rooms.ts";
import type { Snapshots } from "#lib/live/snapshots.ts";
import { socketRooms } from "#lib/live/socket-rooms.ts";
import { wireOf, writePacket } from "#lib/live/wire.ts";

const frameEvery = 200;
const catchUpEvery = 1000;
const sweepEvery = 60_000;

/**
 * All that this process sends over sockets unasked. Before the gateway is open nobody listens, and nothing is sent. What every process
 * learns by itself, each tells its own sockets; what one account is told finds its sockets wherever they are.
 */
export class Broadcast {
  readonly audiences = new Audiences();
  readonly #snapshots: Snapshots;
  #gateway: Gateway | undefined;

  constructor({ snapshots }: { snapshots: Snapshots }) {
    this.#snapshots = snapshots;
  }

  attach(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** Gives it as it was sent, for other processes. */
  frame(showId: string, { to, frame }: PacedFrame): EncodedFrame {
    const encoded = { to, seq: frame.seq, text: JSON.stringify(frame) };
    this.relayFrame(showId, encoded);
    return encoded;
  }

  /** A frame that is encoded already, by whichever process: to this one's sockets, and to whoever comes in the next second. */
  relayFrame(showId: string, frame: EncodedFrame) {
    // What desks get has every frame in it.
    if (frame.to.includes("desks")) this.#snapshots.follow(showId, frame);
    this.audiences.write(showId, frame);
  }

  /** Whoever missed frames and reads again is told the room whole. */
  async catchUp() {
    for (const showId of new Set(this.audiences.withReadersBack())) {
      const packet = await this.#snapshots.packet(showId);
      if (packet) this.audiences.catchUp(showId, packet);
    }
  }

  captions(news: CaptionNews) {
    this.#gateway?.local.to(socketRooms.show(news.showId)).emit("captions", news);
  }

  board(showId: string, board: Board) {
    this.#gateway?.local.to(socketRooms.board(showId)).emit("board", board);
  }

  talk(showId: string | null) {
    const room = showId === null ? socketRooms.talks : socketRooms.talk(showId);
    this.#gateway?.local.to(room).emit("talk", { showId });
  }

  /** To whoever works at the show: its rundown moved or is planned anew. */
  run(showId: string) {
    this.#gateway?.local.to(socketRooms.talk(showId)).emit("run", { showId });
  }

  order(userId: string, change: OrderChanged) {
    this.#gateway?.to(socketRooms.user(userId)).emit("order", change);
  }

  addressed(userId: string, said: { showId: string; line: LiveMessage }) {
    this.#gateway?.to(socketRooms.user(userId)).emit("addressed", said);
  }

  ownLine(userId: string, line: OwnLine) {
    this.#gateway?.to(socketRooms.user(userId)).emit("ownLine", line);
  }

  question(userId: string, answered: QuestionAnswered) {
    this.#gateway?.to(socketRooms.user(userId)).emit("question", answered);
  }

  place(userId: string, entry: QueueEntry) {
    this.#gateway?.to(socketRooms.user(userId)).emit("line", entry);
  }

  /** The same to this process's sockets alone, each with one write: a draw tells it to everybody in a queue at one moment. */
  ownPlace(userId: string, entry: () => QueueEntry) {
    const all = this.#gateway?.sockets;
    const ids = all?.adapter.rooms.get(socketRooms.user(userId));
    if (!ids) return;
    const packet = linePacket(entry());
    for (const id of ids) {
      const socket = all?.sockets.get(id);
      if (socket) writePacket(wireOf(socket.conn.transport), packet);
    }
  }

  isShowWatched(showId: string): boolean {
    return this.#isAnybodyIn(socketRooms.show(showId));
  }

  isBoardWatched(showId: string): boolean {
    return this.#isAnybodyIn(socketRooms.board(showId));
  }

  /** Sockets of who is not signed in any more are told so and closed. */
  signOutUser(userId: string) {
    this.#signOut(socketRooms.user(userId));
  }

  signOutSession(token: string) {
    this.#signOut(socketRooms.session(token));
  }

  signOutEverybody() {
    this.#gateway?.local.emit("signedOut");
    this.#gateway?.local.disconnectSockets(true);
  }

  /** Tells each viewer a moment of its own to come back at, within `maxMs`. Returns whether anybody was there to hear it. */
  leaveSoon(maxMs: number): boolean {
    const viewers = [...(this.#gateway?.sockets.sockets.values() ?? [])];
    for (const viewer of viewers) viewer.emit("leaveSoon", { retryAfterMs: Math.round(Math.random() * maxMs) });
    return viewers.length > 0;
  }

  #signOut(room: string) {
    this.#gateway?.local.to(room).emit("signedOut");
    this.#gateway?.local.in(room).disconnectSockets(true);
  }

  #isAnybodyIn(room: string): boolean {
    return (this.#gateway?.sockets.adapter.rooms.get(room)?.size ?? 0) > 0;
  }
}

type Ticking = { rooms: Rooms; boards: Boards; broadcast: Broadcast };

/** The tick: what changed in a room or on a board within a fifth of a second leaves as one message. */
export function startTick({ rooms, boards, broadcast }: Ticking): { stop(): Promise<void> }[] {
  return [
    every(frameEvery, () => rooms.tick()),
    every(catchUpEvery, () => broadcast.catchUp()),
    every(frameEvery, () => boards.tick()),
    every(sweepEvery, () => rooms.sweep()),
  ];
}
