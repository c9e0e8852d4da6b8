import { callApi } from "#components/session/call-api.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { Talker } from "#lib/names/schema.ts";

const answerWithinMs = 3000;
const announcing = "launchroom.announces";
const place = "launchroom.name";

let settled: Promise<boolean> | undefined;

/** What this device calls its owner in the talk; null where nobody said it yet. */
export function ownName(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

/**
 * Whether lines may go out under a name: the account has one, or takes that of this device, which a guest's account may have outlived.
 * Asked once a page. Without an answer a line waits as it is: the question comes again when it goes out.
 */
export function isNamed(): Promise<boolean> {
  settled ??= settle().then(
    (isSettled) => {
      if (!isSettled) forgetAnswer();
      return isSettled;
    },
    () => {
      forgetAnswer();
      return true;
    },
  );
  return settled;
}

/** Chooses a name, for every talk. Throws the API's refusal. */
export async function chooseOwnName(name: string): Promise<string> {
  const talker = await callApi<Talker>("PATCH", "/api/me/talk-name", { body: { name } });
  const chosen = talker.name ?? name;
  keep(chosen);
  settled = Promise.resolve(true);
  return chosen;
}

/** Whether rooms may say that the owner of this device came in. */
export function announcesArrival(): boolean {
  try {
    return localStorage.getItem(announcing) === "1";
  } catch {
    return false;
  }
}

/** Throws the API's refusal. */
export async function announceArrivals(announces: boolean): Promise<void> {
  await callApi<Talker>("PATCH", "/api/me/talk-name", { body: { announces } });
  try {
    localStorage.setItem(announcing, announces ? "1" : "0");
  } catch {}
}

/** Whether a line answers or names whoever is called so. */
export function isSaidTo(name: string | null, { answers, body }: LiveMessage): boolean {
  return name !== null && (answers?.name === name || body.includes(`@${name}`));
}

async function settle(): Promise<boolean> {
  const answer = await fetch("/api/me/talk-name", { signal: AbortSignal.timeout(answerWithinMs) });
  if (!answer.ok) throw new Error(`unanswered: ${answer.status}`);
  const talker: Talker | null = await answer.json();
  const known = ownName();
  if (talker?.name) keep(talker.name);
  if (talker?.name || talker?.isAsked || known === null) return Boolean(talker?.name);
  return chooseOwnName(known).then(
    () => true,
    () => false,
  );
}

/** A browser that keeps nothing asks again on the next page. */
function keep(name: string): void {
  try {
    localStorage.setItem(place, name);
  } catch {}
}

function forgetAnswer(): void {
  settled = undefined;
}
