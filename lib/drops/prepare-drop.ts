import { type DeskOf, isSoldAt } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { refuseUnchargeableAmong } from "#lib/catalog/judge-prices.ts";
import type { Uses } from "#lib/container.ts";
import type { DropChange, DropInput } from "#lib/drops/schema.ts";
import { setDropPrices } from "#lib/drops/set-drop-prices.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Prepares a drop for a show; nothing leaves the shop and nobody sees it yet. Refuses with product_not_in_show or show_ended, and of its
 * prices with currency_not_offered and as refuseUnchargeableAmong does.
 */
export async function prepareDrop(app: Uses<"db" | "rails">, show: DeskOf<"show">, input: DropInput): Promise<string> {
  const { db } = app;
  const { prices, ...terms } = input;
  if (!(await isSoldAt(db, show, "edition", input.editionId))) throw new Refusal("not_found", { field: "editionId" });
  await refuseUnchargeableAmong(app, prices);
  return db.$transaction(async (tx) => {
    const { status } = await tx.show.findUniqueOrThrow({ where: { id: show.id }, select: { status: true } });
    refuseOver(status);
    const listed = await tx.showProduct.count({
      where: {
        showId: show.id,
        product: { archivedAt: null, editions: { some: { id: input.editionId, archivedAt: null } } },
      },
    });
    if (listed === 0) throw new Refusal("product_not_in_show", { field: "editionId" });
    const drop = await tx.drop.create({ data: { ...terms, showId: show.id } });
    if (prices.length > 0) await setDropPrices(tx, drop.id, prices);
    await recordAct(tx, { actorId: show.hand.id, action: "drop.prepared", subject: `drop:${drop.id}`, after: input });
    return drop.id;
  });
}

/** Changes a drop that nobody entered for yet. Refuses with drop_wrong_state, and of its prices as prepareDrop does. */
export async function changeDrop(
  app: Uses<"db" | "drops" | "rails">,
  drop: DeskOf<"drop">,
  change: DropChange,
): Promise<void> {
  const { db, drops } = app;
  const { challenge, prices, ...terms } = change;
  await refuseUnchargeableAmong(app, prices ?? []);
  await db.$transaction(async (tx) => {
    if (prices) await setDropPrices(tx, drop.id, prices);
    if (prices || Object.keys(terms).length > 0) {
      const { count } = await tx.drop.updateMany({ where: { id: drop.id, status: "PREPARED" }, data: terms });
      if (count === 0) throw new Refusal("drop_wrong_state");
    }
    if (challenge !== undefined) await tx.drop.update({ where: { id: drop.id }, data: { challenge } });
    await recordAct(tx, { actorId: drop.hand.id, action: "drop.changed", subject: `drop:${drop.id}`, after: change });
  });
  await drops.read(drop.id);
}

/** Throws a prepared drop away. Refuses with drop_wrong_state once it was armed. */
export async function discardDrop({ db }: Uses<"db">, drop: DeskOf<"drop">): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.drop.deleteMany({
      where: { id: drop.id, status: "PREPARED", preorders: { none: {} } },
    });
    if (count === 0) throw new Refusal("drop_wrong_state");
    await recordAct(tx, { actorId: drop.hand.id, action: "drop.discarded", subject: `drop:${drop.id}` });
  });
}
