import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "#lib/log.ts";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { NotStored } from "#lib/media/recording/storage.ts";
import type { WatchAddress } from "./address.ts";
import { type FoundInMemory, findInMemory } from "./find-in-memory.ts";
import { createRecordedFinder, type FoundRecorded } from "./find-recorded.ts";
import { isRefused, type Refused, refuse } from "./refusals.ts";
import { sendProblem } from "./send-problem.ts";
import { sendCaptions, sendPiece, sendPlaylist, sendStored } from "./send-video.ts";

type Found = Refused | FoundInMemory | FoundRecorded;

/** Serves what viewers ask for: from memory where it is there, else from the recording. */
export function createWatch({ channels, isPublic }: { channels: Channels; isPublic: (showId: string) => boolean }) {
  const findRecorded = createRecordedFinder(channels.recordings, channels.readCaptions);

  return function watch(request: IncomingMessage, response: ServerResponse, address: WatchAddress) {
    const channel = channels.find(address.showId);
    if (!isPublic(address.showId)) return sendProblem(request, response, refuse("unknown_show"));
    const inMemory = channel && findInMemory(channel, address);
    if (inMemory) return send(request, response, { found: inMemory, channel });
    findRecorded(address, request.headers["accept-encoding"]).then(
      (found) => send(request, response, { found: found ?? missing(channel, address), channel }),
      (error: unknown) => fail(request, response, error),
    );
  };

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    { found, channel }: { found: Found; channel: Channel | undefined },
  ) {
    if (isRefused(found)) return sendProblem(request, response, found);
    if ("playlist" in found) {
      channel?.count.countPlaylistRead(Date.now());
      return sendPlaylist(request, response, found.playlist);
    }
    if ("encoded" in found) {
      const { bytes, encoding, cache } = found.encoded;
      return sendPlaylist(request, response, bytes, { encoding, cache });
    }
    if ("captions" in found) return sendCaptions(request, response, found.captions);
    if ("bytes" in found) {
      const sent = sendPiece(request, response, found);
      return channel?.count.countSent("hls", sent);
    }
    sendStored(request, response, found).then(
      (sent) => channel?.count.countSent("recorded", sent),
      (error: unknown) => fail(request, response, error),
    );
  }
}

function missing(channel: Channel | undefined, { kind }: WatchAddress): Refused {
  if (kind === "playlist" || kind === "captions") return refuse(channel ? "nothing_yet" : "unknown_show");
  return refuse(channel ? "unknown_segment" : "unknown_show");
}

/** A file that is gone was deleted while somebody asked for it; anything else is the storage's trouble. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const isGone = error instanceof NotStored;
  if (!isGone)
    log.error(
      { event: "recording_unreadable", err: error, url: request.url },
      "a stored piece of video cannot be sent",
    );
  if (response.headersSent) return void response.destroy();
  sendProblem(request, response, refuse(isGone ? "unknown_segment" : "storage_unavailable"));
}
