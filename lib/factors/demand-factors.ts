import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Says whether whoever sees money has to have a second factor. Who has none sees none from this moment, on open lines too, until they have.
 * Refuses with factor_needed an owner who has none: nobody locks themselves out by a switch.
 */
export async function demandFactors({ db }: Uses<"db">, owner: Owner, demanded: boolean): Promise<void> {
  await db.$transaction(async (tx) => {
    const [shop] = await tx.$queryRaw<{ before: boolean }[]>`
      SELECT demands_factors AS before FROM shop WHERE id = 1 FOR UPDATE`;
    if (shop?.before === demanded) return;
    const own = await tx.factor.count({ where: { userId: owner.id, confirmedAt: { not: null } } });
    if (demanded && own === 0) throw new Refusal("factor_needed", { field: "demanded" });
    await tx.shop.update({ where: { id: 1 }, data: { demandsFactors: demanded } });
    const act = { actorId: owner.id, action: "shop.factors_demanded", subject: "shop" };
    await recordAct(tx, { ...act, before: { demanded: !demanded }, after: { demanded } });
  });
}

/** Whether they are demanded. */
export async function areFactorsDemanded({ db }: Uses<"db">, _owner: Owner): Promise<boolean> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: 1 }, select: { demandsFactors: true } });
  return shop.demandsFactors;
}
