import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import { type OpeningStep, openingSteps } from "#lib/shop/schema.ts";
import { lastChanges } from "#lib/shop/undo-change.ts";

/** Which steps of the guided set-up are done, as far as the shop itself shows it: nothing is noted, so it goes on where it stopped. */
export async function stepsDone(
  app: Uses<"db" | "env" | "shipping" | "shop">,
  owner: Owner,
): Promise<{ name: OpeningStep; isDone: boolean }[]> {
  const [ready, last, zones, shop] = await Promise.all([
    readReadiness(app, owner),
    lastChanges(app, owner),
    app.shipping.zones(),
    app.shop.read(),
  ]);
  const isReady = (step: string) => ready.find(({ name }) => name === step)?.isDone ?? false;
  return openingSteps.map((name) => {
    if (name === "shipping") return { name, isDone: zones.length > 0 };
    if (name === "coolingOff") return { name, isDone: shop.coolingOff.length > 0 };
    if (name === "look" || name === "money") return { name, isDone: last[name] !== null };
    return { name, isDone: name === "ready" ? ready.every(({ isDone }) => isDone) : isReady(name) };
  });
}
