import { setTimeout as pause } from "node:timers/promises";
import { parse, setOptions, type types } from "hls-parser";
import { type FetchTrouble, fetchPublic, NotFetched } from "#lib/network/fetch-public.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

setOptions({ silent: true });

type Load = (url: URL, mostBytes: number) => Promise<{ url: URL; bytes: Buffer }>;
type Media = { url: URL; playlist: types.MediaPlaylist };

/** What is pulled: whether it is fragmented MP4 (else MPEG transport stream), and its pieces in order. */
export type OnPulled = {
  begin: (container: "mov" | "mpegts") => void;
  piece: (bytes: Buffer) => void;
};

const mostPlaylistBytes = 2 * 1024 * 1024;
const mostPieceBytes = 32 * 1024 * 1024;
const highestBandwidth = 8_000_000;
/** From here behind the newest piece it begins: near enough to be live, far enough to never wait. */
const piecesBehind = 3;
const mostFailures = 6;

/** Why pulling ended. */
class Unusable extends Error {
  readonly trouble: SourceTrouble;

  constructor(trouble: SourceTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** What there is at an address. Answers the media playlist to pull, the best variant that viewers can play, or why not. */
export async function openHls(address: URL, allowPrivate: boolean): Promise<Media | { trouble: SourceTrouble }> {
  try {
    return await openMedia(address, loader(allowPrivate));
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/**
 * Pulls a live HLS stream until it ends (undefined) or cannot be pulled any more (why). Lost requests are tried again while
 * the stream still has what was missed.
 */
export async function pullHls(
  { url }: Media,
  on: OnPulled,
  { allowPrivate, signal }: { allowPrivate: boolean; signal: AbortSignal },
): Promise<SourceTrouble | undefined> {
  const load = loader(allowPrivate, signal);
  let next: number | undefined;
  let map: string | undefined;
  let begun = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const { playlist } = await openMedia(url, load);
      const { segments, endlist, targetDuration } = playlist;
      next ??= segments.at(endlist ? 0 : -piecesBehind)?.mediaSequenceNumber ?? segments[0]?.mediaSequenceNumber;
      for (const segment of segments.filter(({ mediaSequenceNumber: n }) => next === undefined || n >= next)) {
        await take(segment, load);
        next = segment.mediaSequenceNumber + 1;
        failures = 0;
      }
      if (endlist) return undefined;
      await wait((Math.max(1, targetDuration) * 1000) / 2);
    } catch (error) {
      if (signal.aborted) return undefined;
      failures += 1;
      if (error instanceof Unusable || !(error instanceof NotFetched) || failures >= mostFailures)
        return troubleOf(error);
      await wait(500 * failures);
    }
  }
  return undefined;

  async function take(segment: types.Segment, from: Load): Promise<void> {
    const piece = await from(new URL(segment.uri, url), mostPieceBytes);
    const head = segment.map?.uri;
    if (!begun || segment.discontinuity || head !== map) {
      on.begin(head ? "mov" : "mpegts");
      if (head) on.piece((await from(new URL(head, url), mostPlaylistBytes)).bytes);
      map = head;
      begun = true;
    }
    on.piece(piece.bytes);
  }

  async function wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}

function loader(allowPrivate: boolean, signal?: AbortSignal): Load {
  return (url, mostBytes) => fetchPublic(url, { allowPrivate, mostBytes, signal });
}

async function openMedia(address: URL, load: Load, depth = 0): Promise<Media> {
  const { url, bytes } = await load(address, mostPlaylistBytes);
  const playlist = read(bytes);
  if (!playlist.isMasterPlaylist) return { url, playlist: checked(playlist) };
  const variant = choose(playlist.variants);
  if (!variant || depth > 0) throw new Unusable("not_hls");
  return openMedia(new URL(variant.uri, url), load, depth + 1);
}

function read(bytes: Buffer): types.MasterPlaylist | types.MediaPlaylist {
  try {
    return parse(bytes.toString("utf8"));
  } catch {
    throw new Unusable("not_hls");
  }
}

function checked(playlist: types.MediaPlaylist): types.MediaPlaylist {
  const { segments } = playlist;
  if (segments.some(({ key }) => key && key.method !== "NONE")) throw new Unusable("encrypted");
  if (segments.some(({ byterange, map }) => byterange || map?.byterange)) throw new Unusable("not_hls");
  return playlist;
}

/** The richest variant in H.264 whose sound comes with the picture. */
function choose(variants: types.Variant[]): types.Variant | undefined {
  const fitting = variants.filter(
    ({ codecs, audio, isIFrameOnly }) =>
      !isIFrameOnly && (!codecs || /avc1/i.test(codecs)) && !audio.some(({ uri }) => uri !== undefined),
  );
  const modest = fitting.filter(({ bandwidth }) => bandwidth <= highestBandwidth);
  const [best] = (modest.length > 0 ? modest : fitting).toSorted((a, b) => b.bandwidth - a.bandwidth);
  return best;
}

function troubleOf(error: unknown): SourceTrouble {
  if (error instanceof Unusable) return error.trouble;
  if (error instanceof NotFetched) return words[error.trouble];
  return "not_hls";
}

const words: Record<FetchTrouble, SourceTrouble> = {
  address_private: "address_private",
  address_unknown: "address_unreachable",
  address_insecure: "address_insecure",
  unreachable: "address_unreachable",
  too_large: "not_hls",
};
