import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { extractRendition, makeRenditionInit, type RenditionName } from "#lib/media/mp4/renditions.ts";
import type { Captions } from "./captions.ts";
import type { LongSegment, LongSegments } from "./long-segments.ts";
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

/** Of as many segments, at twice the length: that and what is still asked for after it stays within the window. */
const nativeShare = 0.75;
const native: Rendering<LongSegment> = {
  uriOf: ({ sequence }) => `native/${sequence}.m4s`,
  mapOf: ({ takeId }) => `takes/${takeId}/init.mp4`,
};

/** The playlists of a channel as UTF-8, and the renditions made only when somebody asks; undefined until there is something. */
export class LivePlaylists {
  readonly #window: SegmentWindow;
  readonly #long: LongSegments;
  readonly #captions: Captions;
  readonly #target: TargetDuration;
  readonly #count: number;
  readonly #isEnded: () => boolean;
  readonly #made = new Map<string, Made>();
  readonly #cut = new Cuts();
  readonly #renderings: Record<RenditionName, Rendering>;

  constructor(settings: {
    window: SegmentWindow;
    long: LongSegments;
    captions: Captions;
    target: TargetDuration;
    /** Segments in a playlist. */
    count: number;
    isEnded: () => boolean;
  }) {
    this.#window = settings.window;
    this.#long = settings.long;
    this.#captions = settings.captions;
    this.#target = settings.target;
    this.#count = settings.count;
    this.#isEnded = settings.isEnded;
    const initOf = ({ takeId }: Segment) => this.#window.init(takeId);
    this.#renderings = {
      audio: {
        uriOf: ({ sequence }) => `audio/${sequence}.m4s`,
        mapOf: (segment) => (initOf(segment)?.audio ? `takes/${segment.takeId}/audio.mp4` : undefined),
        secondsOf: ({ audio }) => audio?.durationSeconds,
      },
      thin: {
        uriOf: ({ sequence }) => `thin/${sequence}.m4s`,
        mapOf: (segment) => (initOf(segment)?.video ? pictures.mapOf?.(segment) : undefined),
        secondsOf: (segment) =>
          initOf(segment)?.video && segment.startsWithKeyframe ? segment.durationSeconds : undefined,
      },
      picture: {
        uriOf: ({ sequence }) => `picture/${sequence}.m4s`,
        mapOf: (segment) => (initOf(segment)?.video ? `takes/${segment.takeId}/picture.mp4` : undefined),
        secondsOf: (segment) => (initOf(segment)?.video ? segment.durationSeconds : undefined),
      },
    };
  }

  live(): Buffer | undefined {
    return this.#remembered("live", (segments) => this.#render(segments, pictures));
  }

  /** In longer segments, for players that do everything themselves. */
  native(): Buffer | undefined {
    const [target, ended] = [this.#target.seconds, this.#isEnded()];
    const segments = this.#long.newest(Math.ceil(this.#count * nativeShare), { ended });
    return this.#remembered("native", () =>
      segments.length > 0 ? renderPlaylist({ segments, ended, target }, native) : undefined,
    );
  }

  nativeSegment(sequence: number): { takeId: string; bytes: Buffer } | undefined {
    return this.#long.bytes(sequence, { ended: this.#isEnded() });
  }

  rendition(name: RenditionName): Buffer | undefined {
    const rendering = this.#renderings[name];
    return this.#remembered(name, (segments) =>
      segments.some((segment) => rendering.secondsOf?.(segment) !== undefined)
        ? this.#render(segments, rendering)
        : undefined,
    );
  }

  master(): Buffer | undefined {
    const languages = this.#captions.languages();
    return this.#remembered(`master ${languages}`, (segments) => {
      const init = this.#window.init(segments.at(-1)?.takeId ?? "");
      if (!init) return undefined;
      const thin = segments.flatMap(({ sequence, durationSeconds, keyframes }) => {
        const bytes = this.segment(sequence, "thin");
        return bytes ? [{ bytes: bytes.length, durationSeconds, keyframes }] : [];
      });
      return renderMaster({ segments, thin, init, languages, peakBitsPerSecond: this.#window.peakBitsPerSecond() });
    });
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

  segment(sequence: number, name: RenditionName): Buffer | undefined {
    const segment = this.#window.segment(sequence);
    const init = segment && this.#window.init(segment.takeId);
    if (!init || this.#renderings[name].secondsOf?.(segment) === undefined) return undefined;
    return this.#cut.once(segment, name, () => extractRendition(segment.bytes, { init, sequence, name }));
  }

  init(takeId: string, name: RenditionName): Buffer | undefined {
    const init = this.#window.init(takeId);
    return init && this.#cut.once(init, name, () => makeRenditionInit(init, name));
  }

  /** Rendered anew when there is a newer segment, or no more will come. */
  #remembered(name: string, render: (segments: Segment[]) => string | undefined): Buffer | undefined {
    const segments = this.#window.newest(this.#count);
    const of = segments.at(-1);
    const ended = this.#isEnded();
    const known = this.#made.get(name);
    if (known && known.of === of && known.ended === ended) return known.bytes;
    const text = of && render(segments);
    const bytes = text === undefined ? undefined : Buffer.from(text);
    this.#made.set(name, { of, ended, bytes });
    return bytes;
  }

  #render(segments: Segment[], rendering: Rendering): string {
    return renderPlaylist({ segments, ended: this.#isEnded(), target: this.#target.seconds }, rendering);
  }
}

/** What was cut from a segment or its init, for as long as that is there. */
class Cuts {
  readonly #cuts = new WeakMap<Segment | InitSegment, Map<RenditionName, Buffer | undefined>>();

  once(of: Segment | InitSegment, name: RenditionName, cut: () => Buffer | undefined): Buffer | undefined {
    const known = this.#cuts.get(of) ?? new Map<RenditionName, Buffer | undefined>();
    this.#cuts.set(of, known);
    if (!known.has(name)) known.set(name, cut());
    return known.get(name);
  }
}
