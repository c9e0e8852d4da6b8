import { LRUCache } from "lru-cache";
import { type CaptionCue, moveBy, overlapping } from "#lib/media/live/captions.ts";
import { renderCaptionRendition, renderRates } from "#lib/media/live/master-playlist.ts";
import { renderVttSegment } from "#lib/media/live/webvtt.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { renderReplay } from "./recorded-playlist.ts";
import type { RecordedFile, RecordingIndex } from "./recording-index.ts";

/** Every caption of a show, in its order. */
export type ReadCaptions = (showId: string) => Promise<CaptionCue[]>;

const remembered = { max: 20, ttl: 2000 };

/** The captions of recordings as WebVTT renditions, beside the files of the replay. */
export class RecordedCaptions {
  readonly #read: ReadCaptions;
  readonly #shows = new LRUCache<string, Promise<CaptionCue[]>>(remembered);

  constructor(read: ReadCaptions) {
    this.#read = read;
  }

  /** Names the replay and its captions; undefined until the show is over. */
  async master(showId: string, index: RecordingIndex, inits: InitSegment[]): Promise<Buffer | undefined> {
    if (!renderReplay(index)) return undefined;
    const languages = await this.#languagesOf(showId);
    const rates = renderRates(index.files.map(({ bytes, seconds }) => ({ bytes, durationSeconds: seconds })));
    const text = [
      "#EXTM3U",
      "#EXT-X-VERSION:7",
      ...languages.map((language) => renderCaptionRendition(language, `recorded/${language}.m3u8`)),
      `#EXT-X-STREAM-INF:${rates}${playedBy(inits)}${languages.length > 0 ? ',SUBTITLES="captions"' : ""}`,
      "replay.m3u8",
      "",
    ].join("\n");
    return Buffer.from(text);
  }

  async playlist(showId: string, index: RecordingIndex, language: string): Promise<Buffer | undefined> {
    if (!(await this.#languagesOf(showId)).includes(language)) return undefined;
    const text = renderReplay(index, { uriOf: ({ sequence }) => `${language}/${sequence}.vtt` });
    return text === undefined ? undefined : Buffer.from(text);
  }

  async file(showId: string, index: RecordingIndex, recorded: RecordedFile, language: string): Promise<Buffer> {
    const { startedAt, seconds } = recorded;
    const span = { startMs: startedAt, endMs: startedAt + seconds * 1000 };
    const cues = overlapping(await this.#cuesOf(showId), language, span);
    const at = index.files.indexOf(recorded);
    return Buffer.from(renderVttSegment(cues.map((cue) => moveBy(cue, zeroFor(cue, index.files, at)))));
  }

  #cuesOf(showId: string): Promise<CaptionCue[]> {
    const known = this.#shows.get(showId);
    if (known) return known;
    const reading = this.#read(showId);
    this.#shows.set(showId, reading);
    reading.catch(() => this.#shows.delete(showId));
    return reading;
  }

  async #languagesOf(showId: string): Promise<string[]> {
    return [...new Set((await this.#cuesOf(showId)).map(({ language }) => language))];
  }
}

/** Of all takes: every codec there is, and the largest picture. */
function playedBy(inits: InitSegment[]): string {
  const codecs = [...new Set(inits.flatMap((init) => init.codecs))];
  const size = inits.flatMap(({ video }) => video ?? []).toSorted((one, other) => other.width - one.width)[0];
  const shown = size && size.width > 0 ? `,RESOLUTION=${size.width}x${size.height}` : "";
  return codecs.length > 0 ? `,CODECS="${codecs.join(",")}"${shown}` : "";
}

/** Where the timestamps are zero by the file in which a caption begins, so that it reads the same in all it lies over. */
function zeroFor({ startMs }: CaptionCue, files: RecordedFile[], last: number): number {
  let at = last;
  while (at > 0 && !files[at]?.discontinuity && (files[at]?.startedAt ?? 0) > startMs) at -= 1;
  const { startedAt, mediaSeconds } = files[at] ?? { startedAt: 0, mediaSeconds: 0 };
  return startedAt - mediaSeconds * 1000;
}
