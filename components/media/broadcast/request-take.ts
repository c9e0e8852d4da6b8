import { z } from "zod";
import { AirHolder, type StartTake, TakeStarted } from "#lib/media/schema.ts";

/** Who sends: the page (by its own id) and what device that is; `takeOver` takes the air from whoever has it. */
export type Sender = { sender: string; device: string; takeOver: boolean };

/** A take, or why the server grants none; anything passing (no network, overload) is thrown. */
export type TakeAnswer = TakeStarted | { refused: string; holder: AirHolder | undefined };

const problem = z.object({ code: z.string(), holder: AirHolder.optional() });

/** Asks the API for the air of a show. */
export async function requestTake(
  showId: string,
  request: StartTake & Partial<Sender>,
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
  const { data } = problem.safeParse(answer);
  return { refused: data?.code ?? "not_admitted", holder: data?.holder };
}
