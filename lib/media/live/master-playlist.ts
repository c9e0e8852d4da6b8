import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Sound } from "#lib/media/mp4/part.ts";
import type { Segment } from "./window.ts";

/** The best rung of a host's browser makes 2.9 bits a second for each pixel of 720 lines, and more in a second of much motion. */
const bitsPerPixel = 4;

/**
 * The multivariant playlist: pictures with sound, their key pictures with sound for thin lines, the sound alone for thinner
 * ones, and the captions there are. Rates are those of the newest segments, in bits per second.
 */
export function renderMaster({
  segments,
  thin,
  init,
  languages,
  peakBitsPerSecond,
}: {
  segments: Segment[];
  /** Of the whole show so far. */
  peakBitsPerSecond: number;
  /** The newest of the key pictures alone; none where there are none. */
  thin: (Rated & { keyframes: number })[];
  init: InitSegment;
  languages: string[];
}): string {
  const { video, audio, codecs } = init;
  const captions = languages.length > 0 ? ',SUBTITLES="captions"' : "";
  const size = video && video.width > 0 ? `,RESOLUTION=${video.width}x${video.height}` : "";
  const frameRate = video ? `,FRAME-RATE=${rateOfPictures(segments).toFixed(3)}` : "";
  const pictures = segments.map(({ bytes, durationSeconds }) => ({ bytes: bytes.length, durationSeconds }));
  const sound = segments.flatMap((segment) => (segment.audio ? [rateOfSound(segment.audio)] : []));
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    ...(segments.every(({ startsWithKeyframe }) => startsWithKeyframe) ? ["#EXT-X-INDEPENDENT-SEGMENTS"] : []),
    ...languages.map((language) => renderCaptionRendition(language, `captions/${language}.m3u8`)),
    `#EXT-X-STREAM-INF:${renderRates(pictures, Math.max(peakBitsPerSecond, leastRateFor(video)))}${frameRate},CODECS="${codecs.join(",")}"${size}${captions}`,
    "live.m3u8",
    ...(thin.length > 0
      ? [
          `#EXT-X-STREAM-INF:${renderRates(thin)},FRAME-RATE=${keyRate(thin)},CODECS="${codecs.join(",")}"${size}${captions}`,
          "thin.m3u8",
        ]
      : []),
    ...(video && audio && sound.length > 0
      ? [`#EXT-X-STREAM-INF:${renderRates(sound)},CODECS="${audio.codec}"${captions}`, "audio.m3u8"]
      : []),
    "",
  ].join("\n");
}

/** What a quiet beginning may grow into: a segment may never need more than was declared (RFC 8216bis, 4.4.6.2). */
function leastRateFor(video: { width: number; height: number } | undefined): number {
  return (video?.width ?? 0) * (video?.height ?? 0) * bitsPerPixel;
}

function rateOfPictures(segments: Segment[]): number {
  const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return segments.reduce((sum, { pictures }) => sum + pictures, 0) / Math.max(0.1, seconds);
}

/** Key pictures a second. */
function keyRate(segments: { durationSeconds: number; keyframes: number }[]): string {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const seconds = sum(segments.map(({ durationSeconds }) => durationSeconds));
  return (sum(segments.map(({ keyframes }) => keyframes)) / Math.max(0.001, seconds)).toFixed(3);
}

type Rated = { bytes: number; durationSeconds: number };

/** The boxes around the packets come on top: a table of eight bytes each, at most a hundred packets a second. */
function rateOfSound({ dataBytes, durationSeconds }: Sound): Rated {
  return { bytes: dataBytes + 128 + 800 * durationSeconds, durationSeconds };
}

/** Of everything in a rendition: at the most, `least` or more, and on average, in bits per second. */
export function renderRates(segments: Rated[], least = 1): string {
  const rates = segments.map(({ bytes, durationSeconds }) => (bytes * 8) / durationSeconds);
  const peak = Math.ceil(Math.max(least, ...rates));
  const average = Math.ceil(rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length));
  return `BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average}`;
}

export function renderCaptionRendition(language: string, address: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  const facts = `GROUP-ID="captions",NAME="${name.replaceAll('"', "")}",LANGUAGE="${language}"`;
  return `#EXT-X-MEDIA:TYPE=SUBTITLES,${facts},AUTOSELECT=YES,DEFAULT=NO,URI="${address}"`;
}
