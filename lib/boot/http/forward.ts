import { Agent, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { partsOf } from "#lib/boot/roles.ts";
import type { Container } from "#lib/container.ts";
import { log } from "#lib/log.ts";

/** Says that a request was handed on once; it is answered where it arrives then. */
const mark = "x-launchroom-forwarded";
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ofMedia = new RegExp(`^/media/(${uuid})/`);
const ofShow = new RegExp(`^/api/shows/(${uuid})/([a-z-]+)`);
/** What only the process that has the picture can tell. */
const askedOfPicture = ["video", "sources"];

export type Forward = (request: IncomingMessage, response: ServerResponse, here: () => void) => void;

/**
 * A show's video lives in one process, by a lease. What viewers ask of it, the host's chunks and what a host does to a show on air are
 * handed on to that process, wherever they arrive.
 */
export function createForward(app: Container): Forward {
  const { shared, channels, env } = app;
  if (!shared) return (_request, _response, here) => here();
  const { media } = shared;
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { video } = partsOf(env.ROLE);

  async function ownerOf(request: IncomingMessage, showId: string) {
    const begins = request.method === "POST" && request.url?.endsWith("/takes") === true;
    return begins && video ? media.want(showId) : media.find(showId);
  }

  return (request, response, here) => {
    const showId = showOf(request);
    if (!showId || request.headers[mark] !== undefined || channels.find(showId)) return here();
    ownerOf(request, showId).then(
      (owner) => (owner && !owner.isHere ? handOn({ request, response, address: owner.address, agent }) : here()),
      here,
    );
  };
}

function showOf({ url = "", method }: IncomingMessage): string | undefined {
  const media = ofMedia.exec(url)?.[1];
  if (media) return media;
  const [, showId, what = ""] = ofShow.exec(url) ?? [];
  const isRead = method === "GET" || method === "HEAD";
  return isRead && !askedOfPicture.includes(what) ? undefined : showId;
}

type Handing = { request: IncomingMessage; response: ServerResponse; address: string; agent: Agent };

function handOn({ request, response, address, agent }: Handing): void {
  const { hostname, port } = new URL(address);
  const headers = { ...request.headers, [mark]: "1" };
  const outgoing = ask({ hostname, port, method: request.method, path: request.url, headers, agent });
  outgoing.on("response", (answer) => {
    const { connection: _, "keep-alive": __, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, kept);
    pipeline(answer, response, () => undefined);
  });
  pipeline(request, outgoing, (error) => {
    if (!error) return;
    log.warn(
      { event: "forward_failed", err: error, to: address },
      "the process that has a show's video does not answer",
    );
    if (response.headersSent) response.destroy();
    else response.writeHead(503, { "retry-after": "1" }).end();
  });
}
