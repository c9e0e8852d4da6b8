import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { type CoolingOffInput, type CoolingOffView, coolingOffRules } from "#lib/cooling-off/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Publishes within how many days orders from now on may be sent back; those that stand keep what was promised. Refuses with
 * rules_changed when somebody published since the writer began.
 */
export async function publishRules(
  { db, shop }: Uses<"db" | "shop">,
  owner: Owner,
  { after, rules }: CoolingOffInput,
): Promise<CoolingOffView> {
  await db.$transaction(async (tx) => {
    // One writer at a time: the row of the shop is there also before the first version is.
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const last = await tx.coolingOff.findFirst({ orderBy: { version: "desc" } });
    const version = last?.version ?? 0;
    if (version !== after) throw new Refusal("rules_changed", { detail: { version } });
    await tx.coolingOff.create({ data: { version: after + 1, rules, authorId: owner.id } });
    await recordAct(tx, {
      actorId: owner.id,
      action: "cooling-off.published",
      subject: "shop",
      before: { version, rules: coolingOffRules.parse(last?.rules ?? []) },
      after: { version: after + 1, rules },
    });
  });
  shop.forget();
  return { version: after + 1, rules };
}
