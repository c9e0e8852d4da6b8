import { isConnectionTrouble } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { type Problem, problemOfBug, problemOfRefusal } from "#lib/problem.ts";
import { Refusal } from "#lib/refusal.ts";

/** What is answered when something was thrown: a refusal, or a reference to the line in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return problemOfRefusal(error);
  if (isConnectionTrouble(error)) return problemOfRefusal(new Refusal("database_unavailable", { retryAfter: 3 }));
  const id = crypto.randomUUID();
  log.error({ event: "request_failed", err: error, id }, "request failed");
  return problemOfBug(id);
}

export function problemResponse(error: unknown): Response {
  const { status, headers, text } = problemOf(error);
  return new Response(text, { status, headers });
}
