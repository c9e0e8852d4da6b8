import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { log } from "#lib/log.ts";
import { type Problem, problemOfBug, problemOfRefusal } from "#lib/problem.ts";
import { Refusal } from "#lib/refusal.ts";

/** Most bytes of a refused upload that are read and thrown away so that the sender can hear the answer. */
const maxDrainedBytes = 32 * 1024 * 1024;

/** Answers a refusal with problem+json, readable from any origin, and lets go of whatever body is still coming. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  headers: OutgoingHttpHeaders = {},
): void {
  sendProblem(request, response, problemOfRefusal(refusal), headers);
}

/** Answers what was thrown: a refusal as one, anything else as a bug, with the reference under which the log has it. */
export function sendFailure(request: IncomingMessage, response: ServerResponse, error: unknown) {
  if (error instanceof Refusal) return sendRefusal(request, response, error);
  const id = crypto.randomUUID();
  log.error({ event: "media_request_failed", err: error, id, url: request.url }, "a request for video failed");
  sendProblem(request, response, problemOfBug(id), {});
}

function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  headers: OutgoingHttpHeaders,
): void {
  drain(request);
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(problem.text);
  response.writeHead(problem.status, {
    ...problem.headers,
    "content-length": body.length,
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function drain(request: IncomingMessage): void {
  if (request.complete) return;
  let drained = 0;
  request.on("data", (part: Buffer) => {
    drained += part.length;
    if (drained > maxDrainedBytes) request.destroy();
  });
  request.on("error", () => request.destroy());
}
