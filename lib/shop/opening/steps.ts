import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import { type OpeningStep, openingSteps } from "#lib/shop/schema.ts";
import { lastChanges } from "#lib/shop/undo-change.ts";

/** Which steps of the guided set-up are done, as far as the shop itself shows it: nothing is noted, so it goes on where it stopped. */
export async function stepsDone(
  app: Uses<"db" | "env" | "shop">,
  owner: Owner,
): Promise<{ name: OpeningStep; isDone: boolean }[]> {
  const [ready, last] = await Promise.all([readReadiness(app, owner), lastChanges(app, owner)]);
  const isReady = (step: string) => ready.find(({ name }) => name === step)?.isDone ?? false;
  return openingSteps.map((name) => {
    if (name === "look" || name === "money") return { name, isDone: last[name] !== null };
    return { name, isDone: name === "ready" ? ready.every(({ isDone }) => isDone) : isReady(name) };
  });
}
