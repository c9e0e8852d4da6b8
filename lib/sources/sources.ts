import { findFfmpeg } from "#lib/sources/ffmpeg.ts";
import { type Stage, senderId } from "#lib/sources/open-feed.ts";
import type { SourceKind, SourceTrouble, SourceView } from "#lib/sources/schema.ts";

/** A picture from elsewhere than a browser, for as long as somebody may want to know of it. */
export type Source = {
  kind: SourceKind;
  view: () => SourceView;
  /** Milliseconds since its last picture came; endless before the first one and after the last. */
  quietForMs: () => number;
  goOnAir: () => void;
  /** Takes it off air where it can go on later from where it was; absent for what comes live. */
  pause?: () => void;
  /** Ends it; its connection or program goes with it. */
  stop: () => void;
};

type TurnedAway = { at: Date; reason: SourceTrouble; address: string };

export type Sources = ReturnType<typeof createSources>;

/** The sources of all shows in this process, and who was turned away last. */
export function createSources({ stage, ffmpegPath }: { stage: Stage; ffmpegPath: string | undefined }) {
  const byShow = new Map<string, Map<SourceKind, Source>>();
  const rejected = new Map<string, TurnedAway>();

  function find(showId: string, kind: SourceKind): Source | undefined {
    return byShow.get(showId)?.get(kind);
  }

  function add(showId: string, source: Source): void {
    find(showId, source.kind)?.stop();
    const sources = byShow.get(showId) ?? new Map<SourceKind, Source>();
    byShow.set(showId, sources.set(source.kind, source));
    rejected.delete(showId);
  }

  function remove(showId: string, kind: SourceKind): void {
    find(showId, kind)?.stop();
    byShow.get(showId)?.delete(kind);
  }

  function end(showId: string): void {
    for (const source of byShow.get(showId)?.values() ?? []) source.stop();
    byShow.delete(showId);
    rejected.delete(showId);
  }

  return {
    stage,
    ffmpeg: () => findFfmpeg(ffmpegPath),
    ...{ find, add, remove, end },
    list: (showId: string) => [...(byShow.get(showId)?.values() ?? [])],
    /** Refuses with air_taken while somebody else sends, unless this takes over. */
    claimAir: (showId: string, kind: SourceKind, { takeOver }: { takeOver: boolean }) =>
      stage.air.claim(showId, { sender: senderId({ showId, kind }), takeOver }),
    turnAway: (showId: string, reason: SourceTrouble, address: string) =>
      void rejected.set(showId, { at: new Date(), reason, address }),
    lastTurnedAway: (showId: string) => rejected.get(showId),
    close: () => {
      for (const showId of byShow.keys()) end(showId);
    },
  };
}
