/** What a media playlist says of one of its segments. */
type Listed = {
  uri: string;
  seconds: number;
  map: string | undefined;
  isDiscontinuity: boolean;
  isGap: boolean;
  at: number;
};

export type MediaPlaylist = {
  target: number;
  sequence: number;
  discontinuities: number;
  isEnded: boolean;
  segments: Listed[];
};

const known = [
  ...["#EXTM3U", "#EXT-X-VERSION", "#EXT-X-TARGETDURATION", "#EXT-X-MEDIA-SEQUENCE", "#EXT-X-DISCONTINUITY-SEQUENCE"],
  ...["#EXT-X-INDEPENDENT-SEGMENTS", "#EXT-X-DISCONTINUITY", "#EXT-X-MAP", "#EXT-X-GAP", "#EXT-X-PROGRAM-DATE-TIME"],
  ...["#EXTINF", "#EXT-X-ENDLIST", "#EXT-X-PLAYLIST-TYPE", "#EXT-X-SERVER-CONTROL"],
];

/** Reads a media playlist and holds it against the rules of RFC 8216bis that one text alone can break; each breach is a sentence. */
export function readMediaPlaylist(text: string): { playlist: MediaPlaylist; faults: string[] } {
  const faults: string[] = [];
  const lines = text.split("\n");
  if (lines[0] !== "#EXTM3U") faults.push("4.4.1.1: the first line is not #EXTM3U");
  const numberOf = (tag: string) => Number(lines.find((line) => line.startsWith(`${tag}:`))?.slice(tag.length + 1));
  const target = numberOf("#EXT-X-TARGETDURATION");
  if (!Number.isInteger(target)) faults.push("4.4.3.1: there is no whole TARGETDURATION");
  if (!(numberOf("#EXT-X-VERSION") >= 6)) faults.push("8: a MAP wants version 6");
  const segments: Listed[] = [];
  let next = {
    map: undefined as string | undefined,
    isDiscontinuity: false,
    isGap: false,
    seconds: Number.NaN,
    at: Number.NaN,
  };
  for (const line of lines) {
    if (line === "") continue;
    const tag = line.split(":", 1)[0] ?? "";
    if (line.startsWith("#") && !known.includes(tag)) faults.push(`a tag nobody knows: ${tag}`);
    if (tag === "#EXT-X-DISCONTINUITY") next.isDiscontinuity = true;
    if (tag === "#EXT-X-GAP") next.isGap = true;
    if (tag === "#EXT-X-MAP") next.map = /URI="([^"]+)"/.exec(line)?.[1];
    if (tag === "#EXT-X-PROGRAM-DATE-TIME") next.at = Date.parse(line.slice(tag.length + 1));
    if (tag === "#EXTINF") next.seconds = Number.parseFloat(line.slice(tag.length + 1));
    if (line.startsWith("#")) continue;
    if (!(next.seconds >= 0)) faults.push(`4.4.4.1: ${line} has no EXTINF`);
    if (Math.round(next.seconds) > target)
      faults.push(`4.4.3.1: ${line} of ${next.seconds} s is longer than ${target}`);
    segments.push({ uri: line, ...next });
    next = { ...next, isDiscontinuity: false, isGap: false, seconds: Number.NaN, at: Number.NaN };
  }
  if (segments[0] && !segments[0].map && /\.m4s/.test(segments[0].uri))
    faults.push("4.4.4.5: the first segment has no MAP");
  const changes = segments.filter((segment, index) => index > 0 && segment.map !== segments[index - 1]?.map);
  for (const { uri, isDiscontinuity } of changes)
    if (!isDiscontinuity) faults.push(`4.4.4.3: ${uri} has another MAP and no DISCONTINUITY`);
  const playlist = {
    target,
    segments,
    sequence: numberOf("#EXT-X-MEDIA-SEQUENCE") || 0,
    discontinuities: numberOf("#EXT-X-DISCONTINUITY-SEQUENCE") || 0,
    isEnded: lines.includes("#EXT-X-ENDLIST"),
  };
  return { playlist, faults };
}

/** What a later reading of the same playlist may not have changed (6.2.1, 6.2.2). */
export function compareReadings(before: MediaPlaylist, after: MediaPlaylist): string[] {
  const faults: string[] = [];
  if (after.target !== before.target)
    faults.push(`6.2.1: TARGETDURATION went from ${before.target} to ${after.target}`);
  if (after.sequence < before.sequence) faults.push("6.2.2: MEDIA-SEQUENCE went back");
  if (before.isEnded && !after.isEnded) faults.push("6.2.1: it goes on after its end");
  const gone = before.segments.slice(0, after.sequence - before.sequence);
  const isKnown = after.sequence - before.sequence <= before.segments.length;
  const counted = before.discontinuities + gone.filter(({ isDiscontinuity }) => isDiscontinuity).length;
  if (isKnown && after.discontinuities !== counted)
    faults.push(`6.2.2: DISCONTINUITY-SEQUENCE is ${after.discontinuities} where ${counted} were counted`);
  for (const [index, segment] of after.segments.entries()) {
    const same = before.segments[after.sequence - before.sequence + index];
    if (!same) continue;
    if (same.uri !== segment.uri) faults.push(`6.2.1: ${same.uri} is now called ${segment.uri}`);
    if (same.seconds !== segment.seconds) faults.push(`6.2.1: ${same.uri} changed its length`);
    if (same.isDiscontinuity !== segment.isDiscontinuity) faults.push(`6.2.1: ${same.uri} changed its discontinuity`);
  }
  return faults;
}

/** Of a multivariant playlist: every variant says what plays it, and no less than what its segments need. */
export function checkMaster(text: string, peaks: Record<string, number>): string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    if (!line.startsWith("#EXT-X-STREAM-INF:")) return [];
    const uri = lines[index + 1] ?? "";
    const faults: string[] = [];
    const codecs = /CODECS="([^"]+)"/.exec(line)?.[1] ?? "";
    if (!codecs) faults.push(`4.4.6.2: ${uri} has no CODECS`);
    const hasPictures = /avc|hvc|av01/.test(codecs);
    if (hasPictures && !/RESOLUTION=\d+x\d+/.test(line)) faults.push(`4.4.6.2: ${uri} has no RESOLUTION`);
    if (hasPictures && !/FRAME-RATE=\d+\.\d{3}/.test(line)) faults.push(`4.4.6.2: ${uri} has no FRAME-RATE`);
    const bandwidth = Number(/[:,]BANDWIDTH=(\d+)/.exec(line)?.[1]);
    if (!(bandwidth >= (peaks[uri] ?? 0))) faults.push(`4.4.6.2: ${uri} declares ${bandwidth}, needs ${peaks[uri]}`);
    return faults;
  });
}
