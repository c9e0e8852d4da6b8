import type { Channel } from "#lib/media/live/channel.ts";
import type { PlaylistName, WatchAddress } from "./address.ts";
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
      const bytes = rendition === "audio" ? playlists.audioInit(takeId) : channel.init(takeId)?.bytes;
      return bytes && { bytes, tag: `"${takeId}${rendition === "audio" ? "-audio" : ""}"` };
    }
    case "segment": {
      const segment = channel.segment(address.sequence);
      const bytes = address.rendition === "audio" ? playlists.audioSegment(address.sequence) : segment?.bytes;
      if (!segment || !bytes) return undefined;
      return { bytes, tag: `"${segment.takeId}-${segment.sequence}${address.rendition === "audio" ? "-audio" : ""}"` };
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
    case "audio":
      return playlists.audio();
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

function asPlaylist(playlist: Buffer | undefined): FoundInMemory | undefined {
  return playlist && { playlist };
}
