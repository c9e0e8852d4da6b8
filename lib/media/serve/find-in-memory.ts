import type { Channel } from "#lib/media/live/channel.ts";
import type { PlaylistName, Rendition, WatchAddress } from "./address.ts";
import type { Piece } from "./send-video.ts";

export type FoundInMemory = { playlist: Buffer } | { captions: Buffer } | Piece;

/** Undefined when memory has nothing; the recording may. */
export function findInMemory(channel: Channel, address: WatchAddress): FoundInMemory | undefined {
  const { playlists } = channel;
  switch (address.kind) {
    case "playlist":
      return asPlaylist(findPlaylist(channel, address.name));
    case "captions":
      return asPlaylist(playlists.captions(address.language, "captions/"));
    case "captionSegment": {
      const captions = playlists.captionSegment(address.language, address.sequence);
      return captions && { captions };
    }
    case "init": {
      const { takeId, rendition } = address;
      const bytes = rendition === "full" ? channel.init(takeId)?.bytes : playlists.init(takeId, rendition);
      return bytes && { bytes, tag: tagOf(takeId, rendition) };
    }
    case "segment": {
      const { sequence, rendition } = address;
      const segment = channel.segment(sequence);
      const bytes = rendition === "full" ? segment?.bytes : playlists.segment(sequence, rendition);
      return segment && bytes && { bytes, tag: tagOf(`${segment.takeId}-${sequence}`, rendition) };
    }
    case "nativeSegment": {
      const found = playlists.nativeSegment(address.sequence);
      return found && { bytes: found.bytes, tag: tagOf(`${found.takeId}-native-${address.sequence}`, "full") };
    }
    case "recorded":
    case "recordedCaptions":
    case "recordedCaptionFile":
      return undefined;
  }
}

function findPlaylist({ playlists, captions }: Channel, name: PlaylistName): Buffer | undefined {
  switch (name) {
    case "live":
      return playlists.live();
    case "native":
      return playlists.native();
    case "audio":
    case "thin":
    case "picture":
      return playlists.rendition(name);
    case "master":
      return playlists.master();
    case "captions":
      return playlists.captions(captions.languages()[0] ?? "", "");
    case "dvr":
    case "replay":
    case "recording":
      return undefined;
  }
}

function tagOf(name: string, rendition: Rendition): string {
  return rendition === "full" ? `"${name}"` : `"${name}-${rendition}"`;
}

function asPlaylist(playlist: Buffer | undefined): FoundInMemory | undefined {
  return playlist && { playlist };
}
