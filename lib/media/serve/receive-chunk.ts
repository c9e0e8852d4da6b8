import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channels } from "#lib/media/channels.ts";
import type { Channel } from "#lib/media/live/channel.ts";
import type { ChunkAccepted } from "#lib/media/schema.ts";
import type { MediaAddress } from "./address.ts";
import { isRefused, type Refused, refuse } from "./refusals.ts";
import { sendProblem } from "./send-problem.ts";

type Upload = {
  request: IncomingMessage;
  response: ServerResponse;
  channels: Channels;
  address: Extract<MediaAddress, { kind: "chunk" }>;
  mostBytes: number;
};

/** An honest page has one upload open, and another where a broken connection has not been noticed yet. */
const mostOpenUploads = 4;
const openUploads = new WeakMap<Channel, number>();

/** Takes one chunk: who sends it is settled before its body is read, the body is bounded, then the take has it. */
export function receiveChunk({ request, response, channels, address, mostBytes }: Upload): void {
  const channel = channels.find(address.showId);
  const key = readBearer(request);
  const admitted = admit();
  if ("refused" in admitted) {
    sendProblem(request, response, admitted);
    return;
  }
  countUpload(admitted, 1);
  readBody(request, mostBytes, (body) => {
    countUpload(admitted, -1);
    const answer = Buffer.isBuffer(body) ? admitted.accept({ ...address, key, bytes: body }) : body;
    if (isRefused(answer)) sendProblem(request, response, answer);
    else sendAccepted(response, answer);
  });

  function admit(): Channel | Refused {
    if (!channel) return refuse("unknown_show");
    const refused = channel.admit({ ...address, key });
    if (refused) return refused;
    if (Number(request.headers["content-length"] ?? 0) > mostBytes) return refuse("chunk_too_large");
    return (openUploads.get(channel) ?? 0) < mostOpenUploads ? channel : refuse("too_many_uploads");
  }
}

function countUpload(channel: Channel, change: 1 | -1): void {
  openUploads.set(channel, (openUploads.get(channel) ?? 0) + change);
}

function readBearer(request: IncomingMessage): string {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

/** Calls back exactly once: with the whole body, or with why there is none. */
function readBody(request: IncomingMessage, mostBytes: number, done: (body: Buffer | Refused) => void): void {
  let parts: Buffer[] = [];
  let length = 0;
  let finished = false;

  function finish(body: Buffer | Refused): void {
    if (finished) return;
    finished = true;
    parts = [];
    done(body);
  }

  request.on("data", (part: Buffer) => {
    if (finished) return;
    length += part.length;
    if (length > mostBytes) finish(refuse("chunk_too_large"));
    else parts.push(part);
  });
  request.on("end", () => finish(length > 0 ? Buffer.concat(parts, length) : refuse("chunk_short")));
  request.on("error", () => finish(refuse("chunk_short")));
  request.on("close", () => finish(refuse("chunk_short")));
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
