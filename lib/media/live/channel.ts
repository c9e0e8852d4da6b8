import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type {
  ChunkAccepted,
  MediaContent,
  MediaFigures,
  MediaStatus,
  StartTake,
  TakeStarted,
} from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { Captions } from "./captions.ts";
import { Figures } from "./figures.ts";
import { LivePlaylists } from "./live-playlists.ts";
import { LongSegments } from "./long-segments.ts";
import { isPlayable } from "./playable.ts";
import { type Listener, MediaPublisher } from "./publisher.ts";
import { type OpenConverter, Take } from "./take.ts";
import { TargetDuration } from "./target-duration.ts";
import { type PublishedPart, type Segment, SegmentWindow } from "./window.ts";

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

const rememberedTakes = 16;
const maxLostConverters = 2;
const maxPatienceSeconds = 4;
const steadySourceSeconds = 0.4;

/** The video of one show on air: takes come in, parts and segments go out. Times are milliseconds since 1970. */
export class Channel {
  readonly showId: string;
  /** The clock that its pictures are told on. */
  readonly now: () => number;
  readonly playlists: LivePlaylists;
  readonly captions = new Captions();
  readonly #figures = new Figures();
  readonly count: Pick<Figures, "countPlaylistRead" | "countSent" | "countFast"> = this.#figures;
  readonly #settings: ChannelSettings;
  readonly #lastRecorded: () => number | undefined;
  readonly #makeAac: OpenConverter | undefined;
  readonly #window: SegmentWindow;
  readonly #mediaPublisher: MediaPublisher;
  readonly #takes = new Map<string, Take>();
  #current: Take | undefined;
  #ended = false;
  #lostAt = 0;
  #isAway = false;
  #lostConverters = 0;
  #content: MediaContent = { picture: "unknown", sound: "unknown" };

  constructor({
    showId,
    now,
    settings = channelDefaults,
    lastRecorded = () => undefined,
    makeAac,
  }: {
    showId: string;
    now: () => number;
    settings?: ChannelSettings;
    /** The last recorded segment. A show that has one before this channel was made is interrupted, not waiting. */
    lastRecorded?: () => number | undefined;
    /** Makes AAC, which everybody hears, of a take's Opus. */
    makeAac?: OpenConverter;
  }) {
    this.showId = showId;
    this.now = now;
    this.#settings = settings;
    this.#lastRecorded = lastRecorded;
    this.#makeAac = makeAac;
    const limits = { segments: settings.keptSegments, bytes: settings.keptBytes };
    const target = new TargetDuration();
    this.#window = new SegmentWindow({ limits, openedAt: now(), lastRecorded });
    this.#mediaPublisher = new MediaPublisher({ window: this.#window, figures: this.#figures, target, now });
    const long = new LongSegments({ window: this.#window, target, openedAt: now() });
    this.#mediaPublisher.listen({ segment: (segment) => long.add(segment) });
    this.playlists = new LivePlaylists({
      window: this.#window,
      long,
      captions: this.captions,
      target,
      count: settings.playlistSegments,
      isEnded: () => this.#ended,
    });
  }

  /** Refuses with show_ended or codec_not_supported. Of a take that is not recorded nothing is left once its pieces leave the memory. */
  startTake({ mimeType }: StartTake, { isRecorded = true }: { isRecorded?: boolean } = {}): TakeStarted {
    if (this.#ended) throw new Refusal("show_ended");
    if (mimeType && !isPlayable(mimeType)) {
      throw new Refusal("codec_not_supported", { field: "mimeType", detail: { detail: mimeType } });
    }
    this.#current?.finish();
    this.#isAway = false;
    const take = new Take((takeId) => this.#mediaPublisher.open(takeId), {
      isRecorded,
      convert: this.#converterFor(mimeType),
      onConverterLost: () => {
        this.#lostConverters += 1;
      },
    });
    this.#current = take;
    this.#takes.set(take.id, take);
    for (const takeId of this.#takes.keys()) if (this.#takes.size > rememberedTakes) this.#takes.delete(takeId);
    this.#figures.countTake();
    return { takeId: take.id, showKey: take.key };
  }

  /** A program that failed twice in a show is left out: Opus is better than nothing. */
  #converterFor(mimeType = ""): OpenConverter | undefined {
    return /\bopus\b/i.test(mimeType) && this.#lostConverters < maxLostConverters ? this.#makeAac : undefined;
  }

  /** Whether what this take sends is to be kept. */
  isRecorded(takeId: string): boolean {
    return this.#takes.get(takeId)?.isRecorded ?? true;
  }

  /**
   * The take that an upload is for, before its body is read. Refuses with unknown_take, bad_show_key, show_ended, or
   * late_take when a newer one is on air.
   */
  admit({ takeId, key }: { takeId: string; key: string }): Take {
    const take = this.#takes.get(takeId);
    if (!take) throw new Refusal("unknown_take");
    if (!take.opensWith(key)) throw new Refusal("bad_show_key");
    if (this.#ended) throw new Refusal("show_ended");
    if (take !== this.#current) throw new Refusal("late_take");
    return take;
  }

  /** Refuses as `admit` and the take do. While its picture is away the show is interrupted, whatever comes. */
  accept(chunk: { takeId: string; n: number; key: string; bytes: Buffer; isAway?: boolean }): ChunkAccepted {
    const take = this.admit(chunk);
    this.#isAway = chunk.isAway ?? false;
    const arrived = performance.now();
    try {
      return take.accept(chunk);
    } finally {
      this.#figures.countPublished(performance.now() - arrived);
    }
  }

  /** The source of the newest take is known to be gone: the show is interrupted at once, until something comes. */
  sourceLost(takeId: string): void {
    if (takeId === this.#current?.id) this.#lostAt = this.now();
  }

  endShow(): void {
    if (this.#ended) return;
    this.#current?.finish();
    this.#ended = true;
  }

  /** Told of every part, segment and change of status from now on. Returns how to stop. */
  listen(listener: Listener): () => void {
    return this.#mediaPublisher.listen(listener);
  }

  tellStatus(status: MediaStatus): void {
    this.#mediaPublisher.tell(status);
  }

  /** What whoever looks at its pictures found in them. */
  sayContent(content: MediaContent): void {
    this.#content = content;
  }

  /** The stream clock at a moment of a take's own clock, past or still to come; undefined before its first part. */
  streamTimeOf(takeId: string, mediaSeconds: number): number | undefined {
    return this.#mediaPublisher.timeOf(takeId, mediaSeconds);
  }

  /** Where its newest picture ends on the stream clock; undefined before the first. */
  shownUntil(): number | undefined {
    return this.#mediaPublisher.shownUntil();
  }

  segment(sequence: number): Segment | undefined {
    return this.#window.segment(sequence);
  }

  init(takeId: string): InitSegment | undefined {
    return this.#window.init(takeId);
  }

  /** The parts a new viewer begins with, and what they play with. */
  partsToJoin(): { init: InitSegment; parts: PublishedPart[] } | undefined {
    const parts = this.#window.partsToJoin();
    const init = this.#window.init(parts[0]?.takeId ?? "");
    return init && { init, parts };
  }

  status(at = this.now()): MediaStatus {
    if (this.#ended) return "ended";
    const last = this.#figures.lastPartAt;
    if (last === null) return this.#lastRecorded() === undefined ? "waiting" : "interrupted";
    const due = this.#figures.usualWait() * 1.5 + steadySourceSeconds;
    const timeout = Math.min(maxPatienceSeconds, Math.max(this.#settings.patienceSeconds, due));
    return this.#isAway || this.#lostAt >= last || at - last > timeout * 1000 ? "interrupted" : "live";
  }

  bitsPerSecond(): number {
    return this.#figures.bitsPerSecond();
  }

  figures(at: number): Omit<MediaFigures, "recorder" | "viewers"> & { hlsViewers: number } {
    return {
      ...this.#figures.read(at),
      lateSeconds: this.#mediaPublisher.lateSeconds(),
      content: this.#content,
      status: this.status(at),
      heldBytes: this.heldBytes(),
    };
  }

  /** Of its video, in memory. */
  heldBytes(): number {
    return this.#window.heldBytes() + (this.#current?.pendingBytes() ?? 0);
  }
}
