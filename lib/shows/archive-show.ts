import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { holdForMove } from "#lib/shows/move-show.ts";

/**
 * Puts a show away: no list, no search engine and no site map has it any more; its address still answers with what it was. Twice is
 * one act. Refuses with show_planned or show_on_air.
 */
export async function archiveShow({ db, publish }: Uses<"db" | "publish">, show: DeskOf<"show">): Promise<void> {
  await db.$transaction(async (tx) => {
    const { archivedAt } = await tx.show.findUniqueOrThrow({ where: { id: show.id }, select: { archivedAt: true } });
    if (archivedAt) return;
    await holdForMove(tx, show.id, "archive");
    await tx.$executeRaw`UPDATE show SET archived_at = now() WHERE id = ${show.id}::uuid`;
    await recordAct(tx, { actorId: show.hand.id, action: "show.archived", subject: `show:${show.id}` });
  });
  publish.catalogChanged(show.id);
}

/** Brings it back where it stood. Twice is one act. */
export async function restoreShow({ db, publish }: Uses<"db" | "publish">, show: DeskOf<"show">): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.show.updateMany({
      where: { id: show.id, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) return;
    await recordAct(tx, { actorId: show.hand.id, action: "show.restored", subject: `show:${show.id}` });
  });
  publish.catalogChanged(show.id);
}
