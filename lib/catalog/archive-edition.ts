import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { lockIdleProduct } from "#lib/catalog/lock-product.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import { closeSalesOfEdition } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";

/**
 * Puts one edition away: its sale closes, and no page, room or line has it any more. Orders, their pages and every figure stay. Twice
 * is one act. Refuses with product_on_air or product_in_drop.
 */
export async function archiveEdition(
  app: Uses<"db" | "engine" | "publish">,
  edition: HostOf<"edition">,
): Promise<void> {
  const productId = await productOf(app.db, edition.id);
  await app.engine.commit(async (write) => {
    const { tx } = write;
    await lockIdleProduct(tx, productId);
    const { archivedAt } = await tx.edition.findUniqueOrThrow({ where: { id: edition.id } });
    if (archivedAt) return;
    const salesClosed = await closeSalesOfEdition(write, edition);
    await tx.$executeRaw`UPDATE edition SET archived_at = now() WHERE id = ${edition.id}::uuid`;
    await recordAct(tx, {
      actorId: edition.host.id,
      action: "edition.archived",
      subject: `edition:${edition.id}`,
      after: { salesClosed },
    });
  });
  await publishCatalog(app, productId);
}

/** Brings it back where it stood, with its sale closed. Twice is one act. */
export async function restoreEdition(app: Uses<"db" | "publish">, edition: HostOf<"edition">): Promise<void> {
  const productId = await productOf(app.db, edition.id);
  await app.db.$transaction(async (tx) => {
    const { count } = await tx.edition.updateMany({
      where: { id: edition.id, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) return;
    await recordAct(tx, { actorId: edition.host.id, action: "edition.restored", subject: `edition:${edition.id}` });
  });
  await publishCatalog(app, productId);
}

async function productOf(db: Database, id: string): Promise<string> {
  return (await db.edition.findUniqueOrThrow({ where: { id }, select: { productId: true } })).productId;
}
