import type { Segment } from "./window.ts";

/** The HLS media playlist (RFC 8216) of these segments, with addresses relative to `/media/{showId}/`. */
export function renderPlaylist({ segments, ended }: { segments: Segment[]; ended: boolean }): string {
  const first = segments[0];
  const longest = Math.max(0, ...segments.map((segment) => segment.durationSeconds));
  return [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
    `#EXT-X-MEDIA-SEQUENCE:${first?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first ? first.discontinuityNumber - (first.discontinuity ? 1 : 0) : 0}`,
    ...(segments.every((segment) => segment.startsWithKeyframe) ? ["#EXT-X-INDEPENDENT-SEGMENTS"] : []),
    ...segments.flatMap((segment, index) => renderSegment(segment, segments[index - 1])),
    ...(ended ? ["#EXT-X-ENDLIST"] : []),
    "",
  ].join("\n");
}

function renderSegment(segment: Segment, previous: Segment | undefined): string[] {
  return [
    ...(segment.discontinuity ? ["#EXT-X-DISCONTINUITY"] : []),
    ...(segment.takeId === previous?.takeId ? [] : [`#EXT-X-MAP:URI="takes/${segment.takeId}/init.mp4"`]),
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startedAt).toISOString()}`,
    `#EXTINF:${segment.durationSeconds.toFixed(5)},`,
    `segments/${segment.sequence}.m4s`,
  ];
}
