import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { lockIdleProduct } from "#lib/catalog/lock-product.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import { closeSalesOfProduct } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";

/**
 * Puts a product away: its sales close, and the public no longer finds it. Orders, their pages and every figure stay. Twice is
 * one act. Refuses with product_on_air or product_in_drop.
 */
export async function archiveProduct(
  app: Uses<"db" | "engine" | "publish">,
  product: HostOf<"product">,
): Promise<void> {
  await app.engine.commit(async (write) => {
    const { tx } = write;
    await lockIdleProduct(tx, product.id);
    const changed = await tx.$executeRaw`
      UPDATE product SET archived_at = now() WHERE id = ${product.id}::uuid AND archived_at IS NULL`;
    if (changed === 0) return;
    const salesClosed = await closeSalesOfProduct(write, product);
    await recordAct(tx, {
      actorId: product.host.id,
      action: "product.archived",
      subject: `product:${product.id}`,
      after: { salesClosed },
    });
  });
  await publishCatalog(app, product.id);
}

/** Brings it back where it stood, with its sales closed. Twice is one act. */
export async function restoreProduct(app: Uses<"db" | "publish">, product: HostOf<"product">): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const { count } = await tx.product.updateMany({
      where: { id: product.id, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) return;
    await recordAct(tx, { actorId: product.host.id, action: "product.restored", subject: `product:${product.id}` });
  });
  await publishCatalog(app, product.id);
}
