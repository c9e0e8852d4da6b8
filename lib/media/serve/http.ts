import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channels } from "#lib/media/channels.ts";
import { Refusal } from "#lib/refusal.ts";
import { type MediaAddress, parseMediaAddress } from "./address.ts";
import { ChunkReceiver } from "./receive-chunk.ts";
import { sendFailure, sendRefusal } from "./send-problem.ts";
import { sendPreflight } from "./send-video.ts";
import { Watch } from "./watch.ts";

/** `isPublic` decides whether anybody may watch a show; a show it denies does not exist. */
export type MediaOptions = { isPublic?: (showId: string) => boolean; maxChunkBytes?: number };

export type HandleMedia = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Answers everything under /media but upgrades; false when the request is not for it. */
export function createMediaHandler(
  channels: Channels,
  { isPublic = () => true, maxChunkBytes = 8 * 1024 * 1024 }: MediaOptions = {},
): HandleMedia {
  const watch = new Watch({ channels, isPublic });
  const receiver = new ChunkReceiver({ channels, maxBytes: maxChunkBytes });

  function answer(request: IncomingMessage, response: ServerResponse, address: MediaAddress | undefined) {
    const { method } = request;
    if (!address) return sendRefusal(request, response, new Refusal("unknown_address"));
    if (address.kind === "chunk") {
      if (method === "PUT") return void receiver.receive(request, response, address);
      return refuseMethod(request, response, "PUT");
    }
    if (method === "OPTIONS") return sendPreflight(response);
    if (address.kind === "fast") return refuseWithoutUpgrade(request, response);
    if (method === "GET" || method === "HEAD") return watch.answer(request, response, address);
    refuseMethod(request, response, "GET, HEAD, OPTIONS");
  }

  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (path !== "/media" && !path.startsWith("/media/")) return false;
    try {
      answer(request, response, parseMediaAddress(path));
    } catch (error) {
      sendFailure(request, response, error);
    }
    return true;
  };
}

function refuseMethod(request: IncomingMessage, response: ServerResponse, allow: string): void {
  sendRefusal(request, response, new Refusal("method_not_allowed"), { allow });
}

function refuseWithoutUpgrade(request: IncomingMessage, response: ServerResponse): void {
  sendRefusal(request, response, new Refusal("upgrade_required"), { upgrade: "websocket", connection: "upgrade" });
}
