import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import type { ChunkAccepted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { MediaAddress } from "./address.ts";
import { readBody } from "./read-body.ts";
import { sendFailure } from "./send-problem.ts";

/** Said with a chunk whose picture stands still because the host's device or a call took it. */
const awayHeader = "x-picture-away";
/** An honest page has two uploads open, and others where a broken connection has not been noticed yet. */
const maxOpenUploads = 4;
const openUploads = new WeakMap<Channel, number>();

/** Takes chunks: who sends one is settled before its body is read, the body is bounded, then the take has it. */
export class ChunkReceiver {
  readonly #channels: Channels;
  readonly #maxBytes: number;

  constructor({ channels, maxBytes }: { channels: Channels; maxBytes: number }) {
    this.#channels = channels;
    this.#maxBytes = maxBytes;
  }

  async receive(
    request: IncomingMessage,
    response: ServerResponse,
    address: Extract<MediaAddress, { kind: "chunk" }>,
  ): Promise<void> {
    try {
      const upload = { ...address, key: readBearer(request) };
      const { channel, take } = this.#admit(request, upload);
      const bytes = await countWhile(channel, readBody(request, this.#maxBytes));
      // Far hosts send a chunk before the one in front of it is answered.
      await take.turnOf(upload.n);
      const isAway = request.headers[awayHeader] !== undefined;
      sendAccepted(response, channel.accept({ ...upload, bytes, isAway }));
    } catch (error) {
      sendFailure(request, response, error);
    }
  }

  #admit(request: IncomingMessage, upload: { showId: string; takeId: string; key: string }) {
    const channel = this.#channels.find(upload.showId);
    if (!channel) throw new Refusal("unknown_show");
    const take = channel.admit(upload);
    if (Number(request.headers["content-length"] ?? 0) > this.#maxBytes) throw new Refusal("chunk_too_large");
    if ((openUploads.get(channel) ?? 0) < maxOpenUploads) return { channel, take };
    throw new Refusal("too_many_uploads", { retryAfter: 1 });
  }
}

async function countWhile(channel: Channel, reading: Promise<Buffer>): Promise<Buffer> {
  openUploads.set(channel, (openUploads.get(channel) ?? 0) + 1);
  try {
    return await reading;
  } finally {
    openUploads.set(channel, (openUploads.get(channel) ?? 0) - 1);
  }
}

function readBearer(request: IncomingMessage): string {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

function sendAccepted(response: ServerResponse, accepted: ChunkAccepted): void {
  const body = Buffer.from(JSON.stringify(accepted));
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
