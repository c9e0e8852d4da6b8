import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { holdForMove } from "#lib/shows/move-show.ts";
import type { Prisma } from "#prisma/client/client.ts";

/**
 * Throws a show away in which nothing was ever sold, nobody ever stood in line and nothing was recorded, with its run list, chat and
 * prepared drops; products stay. Refuses with show_has_orders, show_was_waited_for, show_was_recorded,
 * show_has_films or show_on_air.
 */
export async function deleteShow(
  { db, publish, sources }: Uses<"db" | "publish" | "sources">,
  show: HostOf<"show">,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdForMove(tx, show.id, "delete");
    await expectNoPast(tx, show.id);
    const before = await tx.show.findUniqueOrThrow({
      where: { id: show.id },
      include: { products: true, drops: true },
    });
    await tx.show.delete({ where: { id: show.id } });
    const { drops, ...said } = before;
    await recordAct(tx, {
      actorId: show.host.id,
      action: "show.deleted",
      subject: `show:${show.id}`,
      before: { ...said, drops: drops.map(({ title, units, editionId }) => ({ title, units, editionId })) },
    });
  });
  sources.end(show.id);
  publish.catalogChanged(show.id);
}

async function expectNoPast(tx: Prisma.TransactionClient, showId: string): Promise<void> {
  const where = { showId };
  if (await tx.preorder.findFirst({ where, select: { id: true } })) throw new Refusal("show_has_orders");
  if (await tx.queueEntry.findFirst({ where: { drop: where }, select: { id: true } })) {
    throw new Refusal("show_was_waited_for");
  }
  const recorded = (await tx.recording.count({ where })) + (await tx.captionCue.count({ where }));
  if (recorded > 0) throw new Refusal("show_was_recorded");
  if ((await tx.showFile.count({ where })) > 0) throw new Refusal("show_has_films");
}
