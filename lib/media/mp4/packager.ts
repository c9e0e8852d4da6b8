import { BoxSplitter, type Broken, type Unit } from "./boxes.ts";
import { type Fragment, parseFragment } from "./fragment.ts";
import { type InitSegment, parseInit, type SourceLayout } from "./init-segment.ts";
import { type Part, PartMaker } from "./part.ts";
import { splitAtKeyframes } from "./split-fragment.ts";
import { splitAtHoles } from "./split-holes.ts";
import { Timeline } from "./timeline.ts";

/** What one push completed. After `broken` the stream is over; what came before it is still good. */
export type Pushed = { init?: InitSegment; parts: Part[]; broken?: Broken };

/**
 * Turns the byte stream of one take, a fragmented MP4 by whatever source, into our own: what viewers get is written anew
 * from what was understood, so nothing strange in a source's boxes ever reaches a player. Parts before the first key
 * frame are left out.
 */
export class Packager {
  readonly #splitter = new BoxSplitter((unit) => this.#take(unit));
  #layout: SourceLayout = new Map();
  #timeline = new Timeline({ hasVideo: false });
  #maker = new PartMaker({ hasVideo: false });
  #started = false;
  #pushed: Pushed = { parts: [] };

  push(bytes: Buffer): Pushed {
    this.#pushed = { parts: [] };
    const broken = this.#splitter.push(bytes);
    return broken ? { ...this.#pushed, broken } : this.#pushed;
  }

  /** Bytes waiting for the rest of their box; never more than one fragment. */
  pendingBytes(): number {
    return this.#splitter.pendingBytes();
  }

  #take(unit: Unit): void {
    if ("moov" in unit) this.#begin(unit.bytes, unit.moov);
    else this.#addFragment(unit);
  }

  #begin(...moov: Parameters<typeof parseInit>): void {
    const { init, layout } = parseInit(...moov);
    const hasVideo = init.video !== undefined;
    this.#layout = layout;
    this.#timeline = new Timeline({ hasVideo });
    this.#maker = new PartMaker({ hasVideo, isAvc: init.video?.codec.startsWith("avc") });
    this.#pushed.init = init;
  }

  #addFragment(unit: Exclude<Unit, { moov: unknown }>): void {
    for (const piece of splitAtHoles(parseFragment({ ...unit, layout: this.#layout }))) this.#addPiece(piece);
  }

  #addPiece(piece: Fragment): void {
    const placed = this.#timeline.place(piece);
    for (const fragment of placed ? splitAtKeyframes(placed) : []) {
      const part = this.#maker.make(fragment);
      this.#started ||= part.key;
      if (this.#started) this.#pushed.parts.push(part);
    }
  }
}
