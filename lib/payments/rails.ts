import type { Rail } from "#lib/payments/rail.ts";
import { testRail } from "#lib/payments/test-rail.ts";

const rails = new Map<string, Rail>([[testRail.name, testRail]]);

/** The rail a payment was made on. */
export function railNamed(name: string): Rail {
  const rail = rails.get(name);
  if (!rail) throw new Error(`there is no payment rail named ${name}`);
  return rail;
}
