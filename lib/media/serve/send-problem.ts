import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type Refused, toProblem } from "./refusals.ts";

/** Most bytes of a refused upload that are read and thrown away so that the sender can hear the answer. */
const mostDrainedBytes = 32 * 1024 * 1024;

/** Answers with problem+json, readable from any origin, and lets go of whatever body is still coming. */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  refused: Refused,
  headers: OutgoingHttpHeaders = {},
): void {
  drain(request);
  if (response.headersSent || response.destroyed) return;
  const problem = toProblem(refused);
  const body = Buffer.from(JSON.stringify(problem));
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "content-length": body.length,
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    ...(problem.retryAfter !== undefined && { "retry-after": String(problem.retryAfter) }),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function drain(request: IncomingMessage): void {
  if (request.complete) return;
  let drained = 0;
  request.on("data", (part: Buffer) => {
    drained += part.length;
    if (drained > mostDrainedBytes) request.destroy();
  });
  request.on("error", () => request.destroy());
}
