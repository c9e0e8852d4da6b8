import { HlsSource } from "./hls-source.ts";
import { mediaAddress } from "./media-address.ts";
import { NativeSource } from "./native-source.ts";
import type { Source } from "./source.ts";
import { playsSoundItself, type Unplayable, type Way } from "./ways.ts";

/** `live` and `audio`: the newest seconds. `dvr`: the show so far. `replay`: the whole show. */
export type PlaylistName = "live" | "audio" | "dvr" | "replay";

export type PlaylistWish = {
  showId: string;
  name: PlaylistName;
  way: Way;
  /** The line is known to be thin: begin with what it carries. */
  isThin?: boolean;
  /** Where to begin, on the stream clock; else at the newest, or at the beginning of a replay. */
  startMs?: number;
  /** Told before the element loses its picture for a while. */
  onReset?: () => void;
  /** This browser does not play it; the source is no more use. */
  onUnplayable?: (why: Unplayable) => void;
};

/** A playlist of the show. It mends itself for as long as it is attached and the browser can play it. */
export function createPlaylistSource(wish: PlaylistWish): Source {
  const { showId, name, way, startMs } = wish;
  const address = (list: string) => mediaAddress(showId, list);
  const told = { onReset: () => wish.onReset?.(), onUnplayable: (why: Unplayable) => wish.onUnplayable?.(why) };
  if (way === "native" || (name === "audio" && playsSoundItself())) {
    return new NativeSource({ ...told, address: address(name === "live" ? "native" : name), startMs });
  }
  const isRecorded = name === "dvr" || name === "replay";
  const list = name !== "live" ? name : way === "picture" ? "picture" : "master";
  return new HlsSource({ ...told, address: address(list), isRecorded, isThin: wish.isThin ?? false, startMs });
}
