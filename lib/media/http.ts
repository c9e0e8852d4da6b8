import type { IncomingMessage, ServerResponse } from "node:http";
import { type MediaAddress, parseMediaAddress } from "./address.ts";
import type { Channel } from "./channel.ts";
import type { Channels } from "./channels.ts";
import { receiveChunk } from "./receive-chunk.ts";
import { type Refused, refuse } from "./refusals.ts";
import { sendProblem } from "./send-problem.ts";
import { type Piece, sendPiece, sendPlaylist, sendPreflight } from "./send-video.ts";

/** `isPublic` decides whether anybody may watch a show; a show it denies does not exist. */
export type MediaOptions = { isPublic?: (showId: string) => boolean; mostChunkBytes?: number };

type WatchAddress = Exclude<MediaAddress, { kind: "chunk" }>;

/** Answers everything under /media; false when the request is not for it. */
export function handleMedia(
  request: IncomingMessage,
  response: ServerResponse,
  channels: Channels,
  { isPublic = () => true, mostChunkBytes = 8 * 1024 * 1024 }: MediaOptions = {},
): boolean {
  const path = request.url?.split("?", 1)[0] ?? "";
  if (path !== "/media" && !path.startsWith("/media/")) return false;
  const address = parseMediaAddress(path);
  if (!address) {
    sendProblem(request, response, refuse("unknown_address"));
  } else if (address.kind === "chunk") {
    if (request.method === "PUT") receiveChunk({ request, response, channels, address, mostBytes: mostChunkBytes });
    else sendProblem(request, response, refuse("method_not_allowed"), { allow: "PUT" });
  } else if (request.method === "OPTIONS") {
    sendPreflight(response);
  } else if (request.method === "GET" || request.method === "HEAD") {
    watch(request, response, isPublic(address.showId) ? channels.find(address.showId) : undefined, address);
  } else {
    sendProblem(request, response, refuse("method_not_allowed"), { allow: "GET, HEAD, OPTIONS" });
  }
  return true;
}

function watch(
  request: IncomingMessage,
  response: ServerResponse,
  channel: Channel | undefined,
  address: WatchAddress,
): void {
  const found = channel ? findVideo(channel, address) : refuse("unknown_show");
  if ("refused" in found) sendProblem(request, response, found);
  else if ("playlist" in found) sendPlaylist(request, response, found.playlist);
  else sendPiece(request, response, found);
}

function findVideo(channel: Channel, address: WatchAddress): { playlist: Buffer } | Piece | Refused {
  switch (address.kind) {
    case "playlist": {
      const playlist = channel.playlist();
      return playlist ? { playlist } : refuse("nothing_yet");
    }
    case "init": {
      const init = channel.init(address.takeId);
      return init ? { bytes: init.bytes, tag: `"${address.takeId}"` } : refuse("unknown_segment");
    }
    case "segment": {
      const segment = channel.segment(address.sequence);
      return segment
        ? { bytes: segment.bytes, tag: `"${segment.takeId}-${segment.sequence}"` }
        : refuse("unknown_segment");
    }
  }
}
