import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "#lib/log.ts";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import { NotStored } from "#lib/media/recording/storage.ts";
import { Refusal } from "#lib/refusal.ts";
import type { WatchAddress } from "./address.ts";
import { type FoundInMemory, findInMemory } from "./find-in-memory.ts";
import { type FoundRecorded, RecordedFinder } from "./find-recorded.ts";
import { sendRefusal } from "./send-problem.ts";
import { type StoredPiece, sendCaptions, sendPiece, sendPlaylist, sendStored } from "./send-video.ts";

/** Said to a crowd: these are made once. */
const unknownShow = Object.freeze(new Refusal("unknown_show"));
const unknownSegment = Object.freeze(new Refusal("unknown_segment"));
const nothingYet = Object.freeze(new Refusal("nothing_yet", { retryAfter: 1 }));
const unreadable = Object.freeze(new Refusal("storage_unavailable", { retryAfter: 2 }));

/** Serves what viewers ask for: from memory where it is there, else from the recording. */
export class Watch {
  readonly #channels: Channels;
  readonly #isPublic: (showId: string) => boolean;
  readonly #recorded: RecordedFinder;

  constructor({ channels, isPublic }: { channels: Channels; isPublic: (showId: string) => boolean }) {
    this.#channels = channels;
    this.#isPublic = isPublic;
    this.#recorded = new RecordedFinder(channels.recordings, channels.readCaptions);
  }

  answer(request: IncomingMessage, response: ServerResponse, address: WatchAddress) {
    if (!this.#isPublic(address.showId)) return sendRefusal(request, response, unknownShow);
    const channel = this.#channels.find(address.showId);
    const found = channel && findInMemory(channel, address);
    if (found) send(request, response, { found, channel });
    else void this.#answerRecorded(request, response, { address, channel });
  }

  async #answerRecorded(
    request: IncomingMessage,
    response: ServerResponse,
    { address, channel }: { address: WatchAddress; channel: Channel | undefined },
  ): Promise<void> {
    try {
      const found = await this.#recorded.find(address, request.headers["accept-encoding"]);
      if (!found) return sendRefusal(request, response, missing(channel, address));
      if (!("read" in found)) return send(request, response, { found, channel });
      const sent = await sendStored(request, response, found);
      channel?.count.countSent("recorded", sent);
    } catch (error) {
      fail(request, response, error);
    }
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { found, channel }: { found: FoundInMemory | Exclude<FoundRecorded, StoredPiece>; channel: Channel | undefined },
) {
  if ("playlist" in found) {
    channel?.count.countPlaylistRead(channel.now());
    return sendPlaylist(request, response, found.playlist);
  }
  if ("encoded" in found) {
    const { bytes, ...how } = found.encoded;
    return sendPlaylist(request, response, bytes, how);
  }
  if ("captions" in found) return sendCaptions(request, response, found.captions);
  const sent = sendPiece(request, response, found);
  channel?.count.countSent("hls", sent);
}

function missing(channel: Channel | undefined, { kind }: WatchAddress): Refusal {
  if (!channel) return unknownShow;
  return kind === "playlist" || kind === "captions" ? nothingYet : unknownSegment;
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
  sendRefusal(request, response, isGone ? unknownSegment : unreadable);
}
