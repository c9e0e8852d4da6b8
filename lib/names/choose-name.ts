import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import { accountName, isOfShop } from "#lib/names/name-of.ts";
import type { Talker, TalkerInput } from "#lib/names/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Chooses what one is called in every talk, and whether rooms say that one came in. Lines that were written stay under the name of
 * then. Refuses with name_imitates, rate_limited, and with not_allowed staff, who go by their own name.
 */
export async function chooseName(
  app: Uses<"db" | "limits" | "staffNames">,
  buyer: Buyer,
  { name, announces }: TalkerInput,
): Promise<Talker> {
  if (name !== undefined) await expectFree(app, buyer, name);
  const chosen = name === undefined ? {} : { name, askedAt: null };
  const change = { ...chosen, ...(announces === undefined ? {} : { announces }) };
  await app.db.talker.upsert({ where: { userId: buyer.id }, create: { userId: buyer.id, ...change }, update: change });
  return readTalker(app, buyer);
}

/** What lines are written under; of whoever is of the shop, the name of the account. */
export async function readTalker({ db }: Uses<"db">, buyer: Buyer): Promise<Talker> {
  const known = await db.talker.findUnique({ where: { userId: buyer.id } });
  const isAsked = !isOfShop(buyer) && Boolean(known?.askedAt);
  const own = isOfShop(buyer) ? buyer.name : (known?.name ?? accountName(buyer));
  return { name: isAsked ? null : own, isAsked, announces: known?.announces ?? false };
}

async function expectFree(
  { limits, staffNames }: Uses<"limits" | "staffNames">,
  buyer: Buyer,
  name: string,
): Promise<void> {
  if (isOfShop(buyer)) throw new Refusal("not_allowed", { field: "name" });
  limits.spend("names", buyer.id);
  const isNobodys = name.toLowerCase() === neutralName.toLowerCase();
  if (isNobodys || (await staffNames.areNowImitatedBy(name))) throw new Refusal("name_imitates", { field: "name" });
}
