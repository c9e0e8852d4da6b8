import { BrokenStream, type Unplayable } from "#lib/media/mp4/box-reader.ts";
import { createBoxSplitter, type Unit } from "#lib/media/mp4/boxes.ts";
import { parseFragment } from "#lib/media/mp4/fragment.ts";
import { parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";
import type { Refused } from "#lib/media/serve/refusals.ts";

/** Why a feed cannot go on air, or was taken off: the words of the take's refusal, or that the stream is broken, and what of it. */
export type FeedTrouble = { code: Refused["refused"]; about?: Unplayable };

/** Where a feed's pieces go while it is on air. `lost`: nothing more comes, as far as one knows. */
export type OpenTake = { accept: (bytes: Buffer) => Refused | undefined; lost: () => void };

export type FeedFigures = {
  bitsPerSecond: number;
  keyframeSeconds: number | null;
  width: number;
  height: number;
  lastPictureAt: number | null;
};

/**
 * A picture that is there before viewers see it: fragmented MP4 comes in all the time, and from the next key frame after
 * `goOnAir` on it becomes a take. Until that moment the source before it stays on, so that nobody sees a gap.
 */
export type Feed = {
  push: (bytes: Buffer) => void;
  /** A new stream follows, from its initialisation on. On air it becomes a new take. */
  renew: () => void;
  goOnAir: () => void;
  goOffAir: () => void;
  /** Its source is gone: on air the show is interrupted at once. */
  lose: () => void;
  /** The initialisation has come. */
  isReady: () => boolean;
  isOnAir: () => boolean;
  figures: () => FeedFigures;
};

const figuresOverMs = 4000;

/**
 * @param openTake called at the key frame with which the feed goes on air; a refusal keeps it off
 * @param onTrouble told why it is off air again, or that its stream is broken
 */
export function createFeed({
  openTake,
  onReady,
  onTrouble,
  now = Date.now,
}: {
  openTake: () => OpenTake | Refused;
  onReady: () => void;
  onTrouble: (trouble: FeedTrouble) => void;
  now?: () => number;
}): Feed {
  let splitter = createBoxSplitter(takeUnit);
  let init: { bytes: Buffer; layout: SourceLayout; width: number; height: number } | undefined;
  let take: OpenTake | undefined;
  let isWanted = false;
  let isBroken = false;
  let keyAt: number | undefined;
  let keyframeSeconds: number | null = null;
  let lastPictureAt: number | null = null;
  let arrivals: { at: number; bytes: number }[] = [];

  function push(bytes: Buffer): void {
    if (isBroken) return;
    const at = now();
    arrivals = [...arrivals.filter((arrival) => at - arrival.at < figuresOverMs), { at, bytes: bytes.length }];
    const broken = splitter.push(bytes);
    if (!broken) return;
    isBroken = true;
    goOffAir();
    onTrouble(broken);
  }

  function takeUnit(unit: Unit): void {
    if ("moov" in unit) begin(unit.bytes, unit.moov);
    else addFragment(unit);
  }

  function begin(bytes: Buffer, moov: Parameters<typeof parseInit>[1]): void {
    const { init: parsed, layout } = parseInit(bytes, moov);
    if (!parsed.video && !parsed.audio) throw new BrokenStream("There is neither picture nor sound.");
    const { width = 0, height = 0 } = parsed.video ?? {};
    init = { bytes: Buffer.from(bytes), layout, width, height };
    onReady();
  }

  function addFragment(unit: Exclude<Unit, { moov: unknown }>): void {
    if (!init) return;
    const fragment = parseFragment({ ...unit, layout: init.layout });
    const lead = fragment.video ?? fragment.audio;
    const first = lead?.samples[0];
    lastPictureAt = now();
    if (lead && fragment.video && first?.key) {
      const startsAt = lead.start / lead.timescale;
      if (keyAt !== undefined && startsAt > keyAt) keyframeSeconds = startsAt - keyAt;
      keyAt = startsAt;
    }
    const mayBegin = first?.key && (fragment.video !== undefined || init.width === 0);
    if (isWanted && mayBegin) enter(init.bytes);
    if (take) hand(take, unit.bytes);
  }

  function enter(head: Buffer): void {
    isWanted = false;
    const opened = openTake();
    if ("refused" in opened) {
      onTrouble({ code: opened.refused });
      return;
    }
    take = opened;
    hand(opened, head);
  }

  function hand(to: OpenTake, bytes: Buffer): void {
    const refused = to.accept(bytes);
    if (!refused) return;
    take = undefined;
    onTrouble({ code: refused.refused });
  }

  function goOffAir(): void {
    isWanted = false;
    take = undefined;
  }

  return {
    push,
    renew: () => {
      isWanted ||= take !== undefined;
      take = undefined;
      init = undefined;
      isBroken = false;
      keyAt = undefined;
      splitter = createBoxSplitter(takeUnit);
    },
    goOnAir: () => {
      isWanted = take === undefined;
    },
    goOffAir,
    lose: () => {
      take?.lost();
      goOffAir();
    },
    isReady: () => init !== undefined && !isBroken,
    isOnAir: () => take !== undefined,
    figures: () => {
      const from = arrivals[0]?.at ?? now();
      const seconds = Math.max(1, (now() - from) / 1000);
      const bytes = arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0);
      const { width = 0, height = 0 } = init ?? {};
      return { bitsPerSecond: (bytes * 8) / seconds, keyframeSeconds, width, height, lastPictureAt };
    },
  };
}
