import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { chargeLimits } from "#lib/payments/charge-limits.ts";
import type { RailName, Trial } from "#lib/payments/rail.ts";
import type { TrialView } from "#lib/payments/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Less than a whole request may take. */
const patience = 7000;

/**
 * Charges the least that a rail can charge in the shop's currency and gives it back at once. What became of it is an answer, not a
 * refusal, and on record. Refuses with rail_not_offered, currency_not_chargeable or rate_limited.
 */
export async function tryRail(
  { db, limits, rails, shop }: Uses<"db" | "limits" | "rails" | "shop">,
  owner: Owner,
  name: RailName,
): Promise<TrialView> {
  limits.spend("trials", owner.id);
  if (!(await rails.offered()).includes(name)) throw new Refusal("rail_not_offered", { field: "rail" });
  const { currency } = await shop.read();
  const least = chargeLimits(name, currency)?.least;
  if (least === undefined) throw new Refusal("currency_not_chargeable", { field: "rail", detail: { currency } });
  const request = { key: `trial:${randomUUID()}`, amountMinor: least, currency };
  const trial = await Promise.race([rails.named(name).trial(request), giveUp()]);
  await recordAct(db, {
    actorId: owner.id,
    action: "rail.tried",
    subject: `rail:${name}`,
    after: { amountMinor: least, currency, ...trial },
  });
  return { rail: name, amountMinor: least, currency, ...trial };
}

async function giveUp(): Promise<Trial> {
  await sleep(patience, undefined, { ref: false });
  return { hasWorked: false, ref: null, said: [`no answer within ${patience / 1000} s`] };
}
