import { parse, setOptions, type types } from "hls-parser";
import { type FetchRange, type FetchTrouble, fetchPublic, NotFetched } from "#lib/network/fetch-public.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

setOptions({ silent: true });

export type Load = (url: URL, limits: { maxBytes: number; range?: FetchRange }) => Promise<{ url: URL; bytes: Buffer }>;
export type Media = { url: URL; playlist: types.MediaPlaylist };

export const maxPlaylistBytes = 2 * 1024 * 1024;
const highestBandwidth = 8_000_000;

/** Why a stream cannot be pulled. */
export class Unusable extends Error {
  readonly trouble: SourceTrouble;

  constructor(trouble: SourceTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** What there is at an address. Answers the media playlist to pull, the best variant that viewers can play, or why not. */
export async function openHls(address: URL, allowPrivate: boolean): Promise<Media | { trouble: SourceTrouble }> {
  if (/^rtmps?:$/.test(address.protocol)) return { trouble: "rtmp_address" };
  try {
    return await openMedia(address, loader(allowPrivate));
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

export function loader(allowPrivate: boolean, signal?: AbortSignal): Load {
  return (url, limits) => fetchPublic(url, { allowPrivate, signal, ...limits });
}

/** Throws Unusable and NotFetched. */
export async function openMedia(address: URL, load: Load, depth = 0): Promise<Media> {
  const { url, bytes } = await load(address, { maxBytes: maxPlaylistBytes });
  const playlist = read(bytes);
  if (!playlist.isMasterPlaylist) return { url, playlist: checked(playlist) };
  if (depth > 0) throw new Unusable("not_hls");
  return openMedia(new URL(choose(playlist.variants).uri, url), load, depth + 1);
}

function read(bytes: Buffer): types.MasterPlaylist | types.MediaPlaylist {
  try {
    return parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw new Unusable("not_hls");
  }
}

function checked(playlist: types.MediaPlaylist): types.MediaPlaylist {
  // Of a piece that is announced in parts the parser gives out its head as its key.
  const whole = playlist.segments.filter(({ uri }) => uri);
  if (whole.some(({ key }) => key && key.method !== "NONE")) throw new Unusable("encrypted");
  return playlist;
}

/** The richest variant in H.264 whose sound comes with the picture. */
function choose(variants: types.Variant[]): types.Variant {
  const pictures = variants.filter(({ isIFrameOnly }) => !isIFrameOnly);
  const playable = pictures.filter(({ codecs }) => !codecs || /\bavc[13]\b/i.test(codecs));
  const audible = playable.filter(({ codecs }) => !codecs || !/\b[ae]c-[34]\b/i.test(codecs));
  const whole = audible.filter(({ audio }) => !audio.some(({ uri }) => uri));
  const modest = whole.filter(({ bandwidth }) => bandwidth <= highestBandwidth);
  const [best] = (modest.length > 0 ? modest : whole).toSorted((a, b) => b.bandwidth - a.bandwidth);
  if (best) return best;
  if (pictures.length === 0) throw new Unusable("not_hls");
  if (playable.length === 0) throw new Unusable("picture_codec");
  throw new Unusable(audible.length === 0 ? "sound_codec" : "separate_sound");
}

export function troubleOf(error: unknown): SourceTrouble {
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
