import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type {
  ChunkAccepted,
  MediaContent,
  MediaFigures,
  MediaStatus,
  StartTake,
  TakeStarted,
} from "#lib/media/schema.ts";
import { type Refused, refuse } from "#lib/media/serve/refusals.ts";
import { type Captions, createCaptions } from "./captions.ts";
import { createFigures, type Figures } from "./figures.ts";
import { createLivePlaylists, type LivePlaylists } from "./live-playlists.ts";
import { isPlayable } from "./playable.ts";
import { createProgramme, type Programme } from "./programme.ts";
import { createTake, type Take } from "./take.ts";
import { createTargetDuration } from "./target-duration.ts";
import { createSegmentWindow, type PublishedPart, type Segment } from "./window.ts";

/** Seconds and counts that bound a channel; bytes include everything kept for late requests. */
export type ChannelSettings = {
  playlistSegments: number;
  keptSegments: number;
  keptBytes: number;
  /** Silence after which a show is interrupted; longer for sources whose parts come further apart. */
  patienceSeconds: number;
};

export const channelDefaults: ChannelSettings = {
  playlistSegments: 8,
  keptSegments: 30,
  keptBytes: 96 * 1024 * 1024,
  patienceSeconds: 1.6,
};

/** The video of one show on air: takes come in, parts and segments go out. Times are milliseconds since 1970. */
export type Channel = {
  showId: string;
  startTake: (request: StartTake) => TakeStarted | Refused;
  /** Why this upload would be refused before its body is read, if it would. */
  admit: (upload: { takeId: string; key: string }) => Refused | undefined;
  accept: (chunk: { takeId: string; n: number; key: string; bytes: Buffer }) => ChunkAccepted | Refused;
  /** The source of the newest take is known to be gone: the show is interrupted at once, until something comes. */
  sourceLost: (takeId: string) => void;
  /** The stream clock at a moment of a take's own clock, past or still to come; undefined before its first part. */
  streamTimeOf: (takeId: string, mediaSeconds: number) => number | undefined;
  /** Where its newest picture ends on the stream clock; undefined before the first. */
  shownUntil: Programme["shownUntil"];
  /** Told of every part, segment and change of status from now on. Returns how to stop. */
  listen: Programme["listen"];
  tellStatus: Programme["tell"];
  playlists: LivePlaylists;
  captions: Captions;
  segment: (sequence: number) => Segment | undefined;
  init: (takeId: string) => InitSegment | undefined;
  /** The parts a new viewer begins with, and what they play with. */
  partsToJoin: () => { init: InitSegment; parts: PublishedPart[] } | undefined;
  /** What whoever looks at its pictures found in them. */
  sayContent: (content: MediaContent) => void;
  endShow: () => void;
  status: (at: number) => MediaStatus;
  bitsPerSecond: () => number;
  count: Pick<Figures, "countPlaylistRead" | "countSent" | "countFast">;
  figures: (at: number) => Omit<MediaFigures, "recorder" | "viewers"> & { hlsViewers: number };
};

const rememberedTakes = 16;
const longestPatienceSeconds = 4;
const steadySourceSeconds = 0.4;

export function createChannel({
  showId,
  now,
  settings = channelDefaults,
  lastRecorded = () => undefined,
}: {
  showId: string;
  now: () => number;
  settings?: ChannelSettings;
  /** The last recorded segment. A show that has one before this channel was made is interrupted, not waiting. */
  lastRecorded?: () => number | undefined;
}): Channel {
  const { keptSegments, keptBytes } = settings;
  const window = createSegmentWindow({ segments: keptSegments, bytes: keptBytes, openedAt: now(), lastRecorded });
  const captions = createCaptions();
  const figures = createFigures();
  const target = createTargetDuration();
  const programme = createProgramme({ window, figures, target, now });
  const takes = new Map<string, Take>();
  let current: Take | undefined;
  let ended = false;
  let lostAt = 0;
  let content: MediaContent = { picture: "unknown", sound: "unknown" };

  function startTake({ mimeType }: StartTake): TakeStarted | Refused {
    if (ended) return refuse("show_ended");
    if (mimeType && !isPlayable(mimeType)) return refuse("codec_not_supported", { detail: mimeType });
    current?.finish();
    const take = createTake(programme.open);
    current = take;
    takes.set(take.id, take);
    for (const takeId of takes.keys()) if (takes.size > rememberedTakes) takes.delete(takeId);
    figures.countTake();
    return { takeId: take.id, showKey: take.key };
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
    const arrived = performance.now();
    const answer = current ? current.accept(chunk) : refuse("unknown_take");
    figures.countPublished(performance.now() - arrived);
    return answer;
  }

  function partsToJoin() {
    const parts = window.partsToJoin();
    const init = window.init(parts[0]?.takeId ?? "");
    return init && { init, parts };
  }

  function endShow(): void {
    if (ended) return;
    current?.finish();
    ended = true;
  }

  function status(at: number): MediaStatus {
    if (ended) return "ended";
    const last = figures.lastPartAt();
    if (last === null) return lastRecorded() === undefined ? "waiting" : "interrupted";
    const due = figures.usualWait() * 1.5 + steadySourceSeconds;
    const patience = Math.min(longestPatienceSeconds, Math.max(settings.patienceSeconds, due));
    return lostAt >= last || at - last > patience * 1000 ? "interrupted" : "live";
  }

  return {
    showId,
    startTake,
    admit,
    accept,
    sourceLost: (takeId) => {
      if (takeId === current?.id) lostAt = now();
    },
    streamTimeOf: programme.timeOf,
    shownUntil: programme.shownUntil,
    listen: programme.listen,
    tellStatus: programme.tell,
    playlists: createLivePlaylists({
      ...{ window, captions, target, count: settings.playlistSegments },
      isEnded: () => ended,
    }),
    captions,
    segment: window.segment,
    init: window.init,
    partsToJoin,
    sayContent: (found) => {
      content = found;
    },
    endShow,
    status,
    bitsPerSecond: figures.bitsPerSecond,
    count: figures,
    figures: (at) => ({
      ...figures.read(at),
      lateSeconds: programme.lateSeconds(),
      content,
      status: status(at),
      heldBytes: window.heldBytes() + (current?.pendingBytes() ?? 0),
    }),
  };
}
