import { framePacket, type Packet } from "#lib/live/packets.ts";
import type { Wire } from "#lib/live/wire.ts";

/** Who frames are for: staff at their desks, who look at the room, and who has it in a tab that is hidden. */
export type Audience = "desks" | "viewers" | "hidden";

/** A frame as it travels, between processes too: JSON made once, for whom, and the number that it brings a room to. */
export type EncodedFrame = { to: readonly Audience[]; seq: number; text: string };

const open = 1;
/** A reader who has so many bytes still to take gets no more of them: some ten frames. */
const patienceBytes = 16 * 1024;

/** Which sockets of this process get a show's frames, and the writing of them: one buffer and one write to each. */
export class Audiences {
  readonly #shows = new Map<string, Record<Audience, Set<Wire>>>();
  /** Whose reader missed a frame, by show. */
  readonly #behind = new Map<string, Set<Wire>>();

  enter(showId: string, audience: Audience, wire: Wire) {
    const show = this.#shows.get(showId) ?? { desks: new Set(), viewers: new Set(), hidden: new Set() };
    this.#shows.set(showId, show);
    show[audience].add(wire);
  }

  leave(showId: string, audience: Audience, wire: Wire) {
    const show = this.#shows.get(showId);
    show?.[audience].delete(wire);
    this.#behind.get(showId)?.delete(wire);
    if (show && show.desks.size + show.viewers.size + show.hidden.size === 0) {
      this.#shows.delete(showId);
      this.#behind.delete(showId);
    }
  }

  isAnybodyIn(showId: string): boolean {
    return this.#shows.has(showId);
  }

  /** A reader who does not take the frames of two seconds misses this one, and is told the room whole when they read again. */
  write(showId: string, { to, text }: EncodedFrame) {
    const show = this.#shows.get(showId);
    const wires = show ? to.map((audience) => show[audience]).filter(({ size }) => size > 0) : [];
    if (wires.length === 0) return;
    const { wsPreEncodedFrame } = framePacket(text).options;
    for (const each of wires)
      for (const wire of each) {
        if (wire.readyState !== open) continue;
        if (wire.bufferedAmount <= patienceBytes) wire._sender.sendFrame(wsPreEncodedFrame);
        else this.#missed(showId, wire);
      }
  }

  /** Shows in which somebody who missed a frame has taken all that was sent since. */
  *withReadersBack(): Iterable<string> {
    for (const [showId, wires] of this.#behind) for (const wire of wires) if (isBack(wire)) yield showId;
  }

  /** Tells them the room whole: after the last frame of a quiet room there is no other that could heal it. */
  catchUp(showId: string, { options }: Packet) {
    const wires = this.#behind.get(showId);
    for (const wire of wires ?? []) {
      if (!isBack(wire)) continue;
      wire._sender.sendFrame(options.wsPreEncodedFrame);
      wires?.delete(wire);
    }
    if (wires?.size === 0) this.#behind.delete(showId);
  }

  #missed(showId: string, wire: Wire) {
    const wires = this.#behind.get(showId) ?? new Set();
    this.#behind.set(showId, wires.add(wire));
  }
}

function isBack(wire: Wire): boolean {
  return wire.readyState === open && wire.bufferedAmount === 0;
}
