import { createFigures } from "./figures.ts";
import type { InitSegment } from "./init-segment.ts";
import { isPlayable } from "./playable.ts";
import { renderPlaylist } from "./playlist.ts";
import { type Refused, refuse } from "./refusals.ts";
import type { ChunkAccepted, MediaFigures, MediaStatus, StartTake, TakeStarted } from "./schema.ts";
import type { Cut } from "./segmenter.ts";
import { createTake, type Take } from "./take.ts";
import { createSegmentWindow, type Segment } from "./window.ts";

/** Seconds and counts that bound a channel; bytes include everything kept for late requests. */
export type ChannelSettings = {
  playlistSegments: number;
  keptSegments: number;
  keptBytes: number;
  patienceSeconds: number;
};

export const channelDefaults: ChannelSettings = {
  playlistSegments: 8,
  keptSegments: 30,
  keptBytes: 96 * 1024 * 1024,
  patienceSeconds: 2.5,
};

/** Told of every published segment, with the initialisation segment it plays with. */
export type OnSegment = (published: { showId: string; segment: Segment; init: InitSegment }) => void;

/** The video of one show on air: takes come in, a playlist and its pieces go out. Times are milliseconds since 1970. */
export type Channel = {
  showId: string;
  startTake: (request: StartTake) => TakeStarted | Refused;
  /** Why this upload would be refused before its body is read, if it would. */
  admit: (upload: { takeId: string; key: string }) => Refused | undefined;
  accept: (chunk: { takeId: string; n: number; key: string; bytes: Buffer }) => ChunkAccepted | Refused;
  /** The playlist as UTF-8, or undefined until the first segment. */
  playlist: () => Buffer | undefined;
  segment: (sequence: number) => Segment | undefined;
  init: (takeId: string) => InitSegment | undefined;
  endShow: () => void;
  status: (at: number) => MediaStatus;
  figures: (at: number) => MediaFigures;
};

const rememberedTakes = 16;

export function createChannel({
  showId,
  now,
  onSegment,
  settings = channelDefaults,
}: {
  showId: string;
  now: () => number;
  onSegment?: OnSegment;
  settings?: ChannelSettings;
}): Channel {
  const window = createSegmentWindow({ segments: settings.keptSegments, bytes: settings.keptBytes, openedAt: now() });
  const takes = new Map<string, Take>();
  const figures = createFigures();
  let current: Take | undefined;
  let ended = false;
  let shownUntil = 0;
  let rendered: Buffer | undefined;

  function startTake({ mimeType }: StartTake): TakeStarted | Refused {
    if (ended) return refuse("show_ended");
    if (mimeType && !isPlayable(mimeType)) return refuse("codec_not_supported", { detail: mimeType });
    current?.finish();
    const take = openTake();
    current = take;
    takes.set(take.id, take);
    for (const takeId of takes.keys()) if (takes.size > rememberedTakes) takes.delete(takeId);
    figures.countTake();
    return { takeId: take.id, showKey: take.key };
  }

  function openTake(): Take {
    let init: InitSegment | undefined;
    let zeroAt: number | undefined;
    const take = createTake({
      init: (parsed) => {
        init = parsed;
        window.addInit(take.id, parsed);
      },
      cut: (cut) => {
        if (zeroAt === undefined || cut.gap) zeroAt = zeroOf(cut);
        if (init) publish(take.id, cut, init, zeroAt);
      },
    });
    return take;
  }

  /** When the take's clock stood at zero: the cut's end is now, and never before what was shown. */
  function zeroOf(cut: Cut): number {
    return Math.max(now() - secondsToEnd(cut) * 1000, shownUntil - cut.baseTimeSeconds * 1000);
  }

  function publish(takeId: string, cut: Cut, init: InitSegment, zeroAt: number): void {
    const segment = window.addSegment(takeId, cut, zeroAt + cut.baseTimeSeconds * 1000);
    shownUntil = zeroAt + secondsToEnd(cut) * 1000;
    figures.countSegment(segment, init.codecs, now());
    render();
    onSegment?.({ showId, segment, init });
  }

  function render(): void {
    const segments = window.newest(settings.playlistSegments);
    if (segments.length > 0) rendered = Buffer.from(renderPlaylist({ segments, ended }));
  }

  function admit({ takeId, key }: { takeId: string; key: string }): Refused | undefined {
    const take = takes.get(takeId);
    if (!take) return refuse("unknown_take");
    if (!take.opensWith(key)) return refuse("bad_show_key");
    if (ended) return refuse("show_ended");
    return take === current ? undefined : refuse("late_take");
  }

  function accept(chunk: { takeId: string; n: number; key: string; bytes: Buffer }): ChunkAccepted | Refused {
    const refused = admit(chunk);
    if (refused) return refused;
    return current ? current.accept(chunk) : refuse("unknown_take");
  }

  function endShow(): void {
    if (ended) return;
    current?.finish();
    ended = true;
    render();
  }

  function status(at: number): MediaStatus {
    if (ended) return "ended";
    const last = figures.lastSegmentAt();
    if (last === null) return "waiting";
    return at - last > settings.patienceSeconds * 1000 ? "interrupted" : "live";
  }

  return {
    showId,
    startTake,
    admit,
    accept,
    playlist: () => rendered,
    segment: window.segment,
    init: window.init,
    endShow,
    status,
    figures: (at) => ({
      ...figures.read(),
      status: status(at),
      heldBytes: window.heldBytes() + (current?.pendingBytes() ?? 0),
    }),
  };
}

function secondsToEnd(cut: Cut): number {
  return cut.baseTimeSeconds + cut.durationSeconds;
}
