import { HlsSource } from "./hls-source.ts";
import { NativeSource } from "./native-source.ts";
import type { Source } from "./source.ts";

/** `live` and `audio`: the newest seconds. `dvr`: the show so far. `replay`: the whole show. */
export type PlaylistName = "live" | "audio" | "dvr" | "replay";

/** A playlist of the show, through Media Source where there is one. It mends itself for as long as it is attached. */
export function createPlaylistSource({
  showId,
  name,
  startMs,
  onReset,
}: {
  showId: string;
  name: PlaylistName;
  /** Where to begin, on the stream clock; else at the newest, or at the beginning of a replay. */
  startMs?: number;
  /** Told before the element loses its picture for a while. */
  onReset?: () => void;
}): Source {
  const address = `/media/${encodeURIComponent(showId)}/${name}.m3u8`;
  const isNative =
    typeof MediaSource === "undefined" &&
    Reflect.get(globalThis, "ManagedMediaSource") === undefined &&
    document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
  if (isNative) return new NativeSource(address, startMs);
  return new HlsSource({ address, isRecorded: name === "dvr" || name === "replay", startMs, onReset });
}
