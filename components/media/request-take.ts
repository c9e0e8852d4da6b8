import { type StartTake, TakeStarted } from "#lib/media/schema.ts";

/** A take, or why the server grants none; anything passing (no network, overload) is thrown. */
export type TakeAnswer = TakeStarted | { refused: string };

/** Asks the API for the air of a show. */
export async function requestTake(
  showId: string,
  request: StartTake,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<TakeAnswer> {
  const response = await fetch(`/api/shows/${showId}/takes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(10_000),
  });
  const answer: unknown = await response.json();
  if (response.ok) return TakeStarted.parse(answer);
  const mayPass = response.status >= 500 || response.status === 408 || response.status === 429;
  if (mayPass) throw new Error(`The server answered ${response.status}.`);
  return { refused: readCode(answer) };
}

function readCode(answer: unknown): string {
  const hasCode = typeof answer === "object" && answer !== null && "code" in answer && typeof answer.code === "string";
  return hasCode ? String(answer.code) : "not_admitted";
}
