import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Sound } from "#lib/media/mp4/part.ts";
import type { Segment } from "./window.ts";

/**
 * The multivariant playlist: pictures with sound, the sound alone for thin lines, and the captions there are. Rates are
 * those of the newest segments, in bits per second.
 */
export function renderMaster({
  segments,
  init,
  languages,
}: {
  segments: Segment[];
  init: InitSegment;
  languages: string[];
}): string {
  const { video, audio, codecs } = init;
  const captions = languages.length > 0 ? ',SUBTITLES="captions"' : "";
  const size = video && video.width > 0 ? `,RESOLUTION=${video.width}x${video.height}` : "";
  const pictures = segments.map(({ bytes, durationSeconds }) => ({ bytes: bytes.length, durationSeconds }));
  const sound = segments.flatMap((segment) => (segment.audio ? [rateOfSound(segment.audio)] : []));
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    ...(segments.every(({ startsWithKeyframe }) => startsWithKeyframe) ? ["#EXT-X-INDEPENDENT-SEGMENTS"] : []),
    ...languages.map((language) => renderCaptionRendition(language, `captions/${language}.m3u8`)),
    `#EXT-X-STREAM-INF:${renderRates(pictures)},CODECS="${codecs.join(",")}"${size}${captions}`,
    "live.m3u8",
    ...(video && audio && sound.length > 0
      ? [`#EXT-X-STREAM-INF:${renderRates(sound)},CODECS="${audio.codec}"${captions}`, "audio.m3u8"]
      : []),
    "",
  ].join("\n");
}

type Rated = { bytes: number; durationSeconds: number };

/** The boxes around the packets come on top: a table of eight bytes each, at most a hundred packets a second. */
function rateOfSound({ dataBytes, durationSeconds }: Sound): Rated {
  return { bytes: dataBytes + 128 + 800 * durationSeconds, durationSeconds };
}

/** Of everything in a rendition: at the most, and on average, in bits per second. */
export function renderRates(segments: Rated[]): string {
  const rates = segments.map(({ bytes, durationSeconds }) => (bytes * 8) / durationSeconds);
  const peak = Math.ceil(Math.max(1, ...rates));
  const average = Math.ceil(rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length));
  return `BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average}`;
}

export function renderCaptionRendition(language: string, address: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  const facts = `GROUP-ID="captions",NAME="${name.replaceAll('"', "")}",LANGUAGE="${language}"`;
  return `#EXT-X-MEDIA:TYPE=SUBTITLES,${facts},AUTOSELECT=YES,DEFAULT=NO,URI="${address}"`;
}
