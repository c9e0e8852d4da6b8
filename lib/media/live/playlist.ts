import type { Segment } from "./window.ts";

/** What a playlist says of a segment. */
type Listed = Omit<Segment, "bytes" | "audio">;

/** How the segments of a window are named in one of its media playlists, relative to `/media/{showId}/`. */
export type Rendering<Each = Segment> = {
  uriOf: (segment: Each) => string;
  /** The initialisation segment, where there is one. */
  mapOf?: (segment: Each) => string | undefined;
  secondsOf?: (segment: Each) => number | undefined;
};

/**
 * The HLS media playlist (RFC 8216) of these segments. A segment whose `secondsOf` is undefined has nothing in this
 * rendition and is listed as a gap. `target` is the same as long as the show lasts, and no segment is longer.
 */
export function renderPlaylist<Each extends Listed>(
  { segments, ended, target }: { segments: Each[]; ended: boolean; target: number },
  { uriOf, mapOf, secondsOf = ({ durationSeconds }) => durationSeconds }: Rendering<Each>,
): string {
  const first = segments[0];
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-MEDIA-SEQUENCE:${first?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first ? first.discontinuityNumber - (first.discontinuity ? 1 : 0) : 0}`,
    ...(segments.every((segment) => segment.startsWithKeyframe) ? ["#EXT-X-INDEPENDENT-SEGMENTS"] : []),
    ...segments.flatMap((segment, index) => renderSegment(segment, segments[index - 1])),
    ...(ended ? ["#EXT-X-ENDLIST"] : []),
    "",
  ].join("\n");

  function renderSegment(segment: Each, previous: Each | undefined): string[] {
    const seconds = secondsOf(segment);
    const map = segment.takeId === previous?.takeId ? undefined : mapOf?.(segment);
    return [
      ...(segment.discontinuity ? ["#EXT-X-DISCONTINUITY"] : []),
      ...(map ? [`#EXT-X-MAP:URI="${map}"`] : []),
      ...(seconds === undefined ? ["#EXT-X-GAP"] : []),
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAt).toISOString()}`,
      `#EXTINF:${Math.min(seconds ?? segment.durationSeconds, target + 0.49).toFixed(5)},`,
      uriOf(segment),
    ];
  }
}
