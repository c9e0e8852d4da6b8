import type { IncomingMessage, ServerResponse } from "node:http";
import { problemResponse } from "#lib/api/problem.ts";
import { Refusal } from "#lib/refusal.ts";

/** Every wait below is bounded, but waits add up: this is the bound of a whole request, so that none stays open for 10 seconds. */
const longest = 8000;
/** A large body may take as long to arrive as the server lets it. */
const arrival = 30_000;
const smallBody = 64 * 1024;

/** Answers 503 in place of a handler that has not begun to answer in time. What it did may still take effect: its key tells. */
export function answerInTime(request: IncomingMessage, response: ServerResponse, within = longest): void {
  const isLarge = Number(request.headers["content-length"] ?? 0) > smallBody;
  const late = setTimeout(() => void giveUp(response), isLarge ? arrival + within : within);
  response.once("close", () => clearTimeout(late));
}

async function giveUp(response: ServerResponse) {
  const problem = problemResponse(new Refusal("overloaded", { retryAfter: 3 }));
  const text = await problem.text();
  if (response.headersSent || response.destroyed) return;
  response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(text);
  // The handler goes on and will want to answer: by then the line may carry another request.
  for (const name of ["setHeader", "appendHeader", "flushHeaders", "writeHead", "write", "end", "destroy"])
    Reflect.set(response, name, () => response);
}
