import { framePacket } from "#lib/live/packets.ts";
import type { Wire } from "#lib/live/wire.ts";

/** Who frames are for: staff at their desks, who look at the room, and who has it in a tab that is hidden. */
export type Audience = "desks" | "viewers" | "hidden";

/** A frame as it travels, between processes too: JSON made once, for whom, and the number that it brings a room to. */
export type EncodedFrame = { to: readonly Audience[]; seq: number; text: string };

const open = 1;

/** Which sockets of this process get a show's frames, and the writing of them: one buffer and one write to each. */
export class Audiences {
  readonly #shows = new Map<string, Record<Audience, Set<Wire>>>();

  enter(showId: string, audience: Audience, wire: Wire) {
    const show = this.#shows.get(showId) ?? { desks: new Set(), viewers: new Set(), hidden: new Set() };
    this.#shows.set(showId, show);
    show[audience].add(wire);
  }

  leave(showId: string, audience: Audience, wire: Wire) {
    const show = this.#shows.get(showId);
    show?.[audience].delete(wire);
    if (show && show.desks.size + show.viewers.size + show.hidden.size === 0) this.#shows.delete(showId);
  }

  isAnybodyIn(showId: string): boolean {
    return this.#shows.has(showId);
  }

  /** A reader who has not taken the last frame yet misses this one: numbers are absolute, and a snapshot fills the feed. */
  write(showId: string, { to, text }: EncodedFrame) {
    const show = this.#shows.get(showId);
    const wires = show ? to.map((audience) => show[audience]).filter(({ size }) => size > 0) : [];
    if (wires.length === 0) return;
    const { wsPreEncodedFrame } = framePacket(text).options;
    for (const each of wires)
      for (const wire of each)
        if (wire.readyState === open && wire.bufferedAmount === 0) wire._sender.sendFrame(wsPreEncodedFrame);
  }
}
