import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channels } from "#lib/media/channels.ts";
import { parseMediaAddress } from "./address.ts";
import { receiveChunk } from "./receive-chunk.ts";
import { refuse } from "./refusals.ts";
import { sendProblem } from "./send-problem.ts";
import { sendPreflight } from "./send-video.ts";
import { createWatch } from "./watch.ts";

/** `isPublic` decides whether anybody may watch a show; a show it denies does not exist. */
export type MediaOptions = { isPublic?: (showId: string) => boolean; mostChunkBytes?: number };

export type HandleMedia = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Answers everything under /media but upgrades; false when the request is not for it. */
export function createMediaHandler(
  channels: Channels,
  { isPublic = () => true, mostChunkBytes = 8 * 1024 * 1024 }: MediaOptions = {},
): HandleMedia {
  const watch = createWatch({ channels, isPublic });

  return (request, response) => {
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
    } else if (address.kind === "fast") {
      sendProblem(request, response, refuse("upgrade_required"), { upgrade: "websocket", connection: "upgrade" });
    } else if (request.method === "GET" || request.method === "HEAD") {
      watch(request, response, address);
    } else {
      sendProblem(request, response, refuse("method_not_allowed"), { allow: "GET, HEAD, OPTIONS" });
    }
    return true;
  };
}
