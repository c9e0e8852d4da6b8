import { type DeskOf, isSoldAt } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { DropChange, DropInput } from "#lib/drops/schema.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";

/** Prepares a drop for a show; nothing leaves the shop and nobody sees it yet. Refuses with product_not_in_show or show_ended. */
export async function prepareDrop({ db }: Uses<"db">, show: DeskOf<"show">, input: DropInput): Promise<string> {
  if (!(await isSoldAt(db, show, "edition", input.editionId))) throw new Refusal("not_found", { field: "editionId" });
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
    const drop = await tx.drop.create({ data: { ...input, showId: show.id } });
    await recordAct(tx, { actorId: show.hand.id, action: "drop.prepared", subject: `drop:${drop.id}`, after: input });
    return drop.id;
  });
}

/** Changes a drop that nobody entered for yet. Refuses with drop_wrong_state. */
export async function changeDrop(
  { db, drops }: Uses<"db" | "drops">,
  drop: DeskOf<"drop">,
  change: DropChange,
): Promise<void> {
  const { challenge, ...terms } = change;
  await db.$transaction(async (tx) => {
    if (Object.keys(terms).length > 0) {
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
