import { extractAudio, makeAudioInit } from "#lib/media/mp4/audio-rendition.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Captions } from "./captions.ts";
import { renderMaster } from "./master-playlist.ts";
import { type Rendering, renderPlaylist } from "./playlist.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { Segment, SegmentWindow } from "./window.ts";

/** A playlist as it was rendered last, and for what. */
type Made = { of: Segment | undefined; ended: boolean; bytes: Buffer | undefined };

const pictures: Rendering = {
  uriOf: ({ sequence }) => `segments/${sequence}.m4s`,
  mapOf: ({ takeId }) => `takes/${takeId}/init.mp4`,
};

/** The playlists of a channel as UTF-8, and the renditions made only when somebody asks; undefined until there is something. */
export class LivePlaylists {
  readonly #window: SegmentWindow;
  readonly #captions: Captions;
  readonly #target: TargetDuration;
  readonly #count: number;
  readonly #isEnded: () => boolean;
  readonly #made: { live?: Made; audio?: Made } = {};
  readonly #sounds = new WeakMap<Segment, Buffer | undefined>();
  readonly #soundInits = new WeakMap<InitSegment, Buffer | undefined>();
  readonly #soundAlone: Rendering;

  constructor(settings: {
    window: SegmentWindow;
    captions: Captions;
    target: TargetDuration;
    /** Segments in a playlist. */
    count: number;
    isEnded: () => boolean;
  }) {
    this.#window = settings.window;
    this.#captions = settings.captions;
    this.#target = settings.target;
    this.#count = settings.count;
    this.#isEnded = settings.isEnded;
    this.#soundAlone = {
      uriOf: ({ sequence }) => `audio/${sequence}.m4s`,
      mapOf: ({ takeId }) => (this.#window.init(takeId)?.audio ? `takes/${takeId}/audio.mp4` : undefined),
      secondsOf: ({ audio }) => audio?.durationSeconds,
    };
  }

  live(): Buffer | undefined {
    return this.#remembered("live", (segments) => this.#render(segments, pictures));
  }

  audio(): Buffer | undefined {
    return this.#remembered("audio", (segments) =>
      segments.some(({ audio }) => audio) ? this.#render(segments, this.#soundAlone) : undefined,
    );
  }

  master(): Buffer | undefined {
    const segments = this.#window.newest(this.#count);
    const init = this.#window.init(segments.at(-1)?.takeId ?? "");
    return (
      init &&
      Buffer.from(
        renderMaster({
          ...{ segments, init, languages: this.#captions.languages() },
          peakBitsPerSecond: this.#window.peakBitsPerSecond(),
        }),
      )
    );
  }

  /** `folder` is where the list itself lies. */
  captions(language: string, folder: "" | "captions/"): Buffer | undefined {
    const segments = this.#window.newest(this.#count);
    if (segments.length === 0 || !this.#captions.languages().includes(language)) return undefined;
    const path = folder === "" ? `captions/${language}` : language;
    return Buffer.from(this.#render(segments, { uriOf: ({ sequence }) => `${path}/${sequence}.vtt` }));
  }

  captionSegment(language: string, sequence: number): Buffer | undefined {
    const segment = this.#window.segment(sequence);
    const isThere = segment && this.#captions.languages().includes(language);
    return isThere ? this.#captions.render(language, segment) : undefined;
  }

  audioSegment(sequence: number): Buffer | undefined {
    const segment = this.#window.segment(sequence);
    const init = segment?.audio && this.#window.init(segment.takeId);
    if (!segment || !init) return undefined;
    if (!this.#sounds.has(segment)) this.#sounds.set(segment, extractAudio(segment.bytes, { init, sequence }));
    return this.#sounds.get(segment);
  }

  audioInit(takeId: string): Buffer | undefined {
    const init = this.#window.init(takeId);
    if (init && !this.#soundInits.has(init)) this.#soundInits.set(init, makeAudioInit(init));
    return init && this.#soundInits.get(init);
  }

  /** Rendered anew when there is a newer segment, or no more will come. */
  #remembered(name: "live" | "audio", render: (segments: Segment[]) => string | undefined): Buffer | undefined {
    const segments = this.#window.newest(this.#count);
    const of = segments.at(-1);
    const ended = this.#isEnded();
    const known = this.#made[name];
    if (known && known.of === of && known.ended === ended) return known.bytes;
    const text = of && render(segments);
    const bytes = text === undefined ? undefined : Buffer.from(text);
    this.#made[name] = { of, ended, bytes };
    return bytes;
  }

  #render(segments: Segment[], rendering: Rendering): string {
    return renderPlaylist({ segments, ended: this.#isEnded(), target: this.#target.seconds }, rendering);
  }
}
