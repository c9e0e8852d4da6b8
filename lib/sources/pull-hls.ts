import { setTimeout as pause } from "node:timers/promises";
import type { types } from "hls-parser";
import { NotFetched } from "#lib/network/fetch-public.ts";
import { createHlsOrder } from "#lib/sources/hls-order.ts";
import { type Load, loader, type Media, maxPlaylistBytes, openMedia, troubleOf } from "#lib/sources/open-hls.ts";
import { createPieceClock } from "#lib/sources/piece-clock.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

/**
 * What is pulled: whether it is fragmented MP4 (else MPEG transport stream), and its pieces in order. `begin` comes again
 * where a piece has nothing to do with those before; `stalled` when no new piece came for three of them, and when one did.
 */
export type OnPulled = {
  begin: (container: "mov" | "mpegts") => void;
  piece: (bytes: Buffer) => void;
  stalled: (isStalled: boolean) => void;
};

type Head = NonNullable<types.Segment["map"]>;

const maxPieceBytes = 32 * 1024 * 1024;
const maxFailures = 6;
/** A piece that is not there though the playlist names it is left out. */
const maxTriesForOne = 2;
const stalledTargets = 3;
const leastPatienceMs = 3000;

/**
 * Pulls a live HLS stream until it ends (undefined) or cannot be pulled any more (why). Lost requests are tried again while
 * the stream still has what was missed.
 */
export async function pullHls(
  { url }: Pick<Media, "url">,
  on: OnPulled,
  { allowPrivate, signal }: { allowPrivate: boolean; signal: AbortSignal },
): Promise<SourceTrouble | undefined> {
  const load = loader(allowPrivate, signal);
  const order = createHlsOrder<types.Segment>();
  const taker = createTaker({ load, on });
  let failures = 0;
  let tries = 0;
  let newAt = Date.now();
  while (!signal.aborted) {
    try {
      const { playlist, url: at } = await openMedia(url, load);
      const patienceMs = Math.max(leastPatienceMs, stalledTargets * playlist.targetDuration * 1000);
      const there = playlist.segments.filter(({ uri, gap }) => uri && !gap);
      const { pieces, isAnew } = order.read(there, { isEnded: playlist.endlist, patienceMs });
      if (isAnew) taker.anew();
      for (const segment of pieces) {
        tries += 1;
        await taker.take(segment, at).catch((error: unknown) => {
          if (tries < maxTriesForOne || pieces.length === 1) throw error;
        });
        order.taken(segment);
        [failures, tries, newAt] = [0, 0, Date.now()];
        on.stalled(false);
      }
      if (playlist.endlist) return undefined;
      if (Date.now() - newAt > patienceMs) on.stalled(true);
      await wait((Math.max(1, playlist.targetDuration) * 1000) / 2);
    } catch (error) {
      if (signal.aborted) return undefined;
      failures += 1;
      if (!(error instanceof NotFetched) || failures >= maxFailures) return troubleOf(error);
      await wait(500 * failures);
    }
  }
  return undefined;

  async function wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}

/** Fetches pieces and what they play with, and says where another stream begins. */
function createTaker({ load, on }: { load: Load; on: OnPulled }) {
  const clock = createPieceClock();
  let head: string | undefined;
  let isAnew = true;

  async function take(segment: types.Segment, from: URL): Promise<void> {
    const { bytes } = await load(new URL(segment.uri, from), {
      maxBytes: maxPieceBytes,
      range: segment.byterange,
    });
    const named = segment.map ? JSON.stringify([segment.map.uri, segment.map.byterange]) : undefined;
    const isOther = clock.isAnother(bytes);
    if (isAnew || segment.discontinuity || isOther || named !== head) {
      await begin(segment.map ?? undefined, from);
      clock.isAnother(bytes);
    }
    head = named;
    isAnew = false;
    on.piece(bytes);
  }

  async function begin(map: Head | undefined, from: URL): Promise<void> {
    const bytes =
      map && (await load(new URL(map.uri, from), { maxBytes: maxPlaylistBytes, range: map.byterange })).bytes;
    on.begin(map ? "mov" : "mpegts");
    clock.begin(bytes);
    if (bytes) on.piece(bytes);
  }

  return {
    take,
    anew: () => {
      isAnew = true;
    },
  };
}
