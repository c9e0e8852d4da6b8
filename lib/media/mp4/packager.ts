import { type Broken, createBoxSplitter, type Unit } from "./boxes.ts";
import { type Fragment, parseFragment } from "./fragment.ts";
import { type InitSegment, parseInit, type SourceLayout } from "./init-segment.ts";
import { createPartMaker, type Part } from "./part.ts";
import { splitAtKeyframes } from "./split-fragment.ts";
import { splitAtHoles } from "./split-holes.ts";
import { createTimeline } from "./timeline.ts";

/** What one push completed. After `broken` the stream is over; what came before it is still good. */
export type Pushed = { init?: InitSegment; parts: Part[]; broken?: Broken };

export type Packager = {
  push: (bytes: Buffer) => Pushed;
  /** Bytes waiting for the rest of their box; never more than one fragment. */
  pendingBytes: () => number;
};

/**
 * Turns the byte stream of one take, a fragmented MP4 by whatever source, into our own: what viewers get is written anew
 * from what was understood, so nothing strange in a source's boxes ever reaches a player. Parts before the first key
 * frame are left out.
 */
export function createPackager(): Packager {
  let layout: SourceLayout = new Map();
  let timeline = createTimeline({ hasVideo: false });
  let makePart = createPartMaker({ hasVideo: false });
  let started = false;
  let pushed: Pushed = { parts: [] };
  const splitter = createBoxSplitter(take);

  function push(bytes: Buffer): Pushed {
    pushed = { parts: [] };
    const broken = splitter.push(bytes);
    return broken ? { ...pushed, broken } : pushed;
  }

  function take(unit: Unit): void {
    if ("moov" in unit) begin(unit.bytes, unit.moov);
    else addFragment(unit);
  }

  function begin(...moov: Parameters<typeof parseInit>): void {
    const parsed = parseInit(...moov);
    layout = parsed.layout;
    const hasVideo = parsed.init.video !== undefined;
    timeline = createTimeline({ hasVideo });
    makePart = createPartMaker({ hasVideo, isAvc: parsed.init.video?.codec.startsWith("avc") });
    pushed.init = parsed.init;
  }

  function addFragment(unit: Exclude<Unit, { moov: unknown }>): void {
    for (const piece of splitAtHoles(parseFragment({ ...unit, layout }))) addPiece(piece);
  }

  function addPiece(piece: Fragment): void {
    const placed = timeline.place(piece);
    for (const fragment of placed ? splitAtKeyframes(placed) : []) {
      const part = makePart(fragment);
      started ||= part.key;
      if (started) pushed.parts.push(part);
    }
  }

  return { push, pendingBytes: splitter.pendingBytes };
}
