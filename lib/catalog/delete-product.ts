import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { lockIdleProduct } from "#lib/catalog/lock-product.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import * as engine from "#lib/engine/move-stock.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Throws a product away that never sold, with its editions and prepared drops. Refuses with product_on_air, product_in_drop,
 * edition_has_orders, edition_waited_for or stock_has_moved.
 */
export async function deleteProduct(
  { db, publish }: Uses<"db" | "publish">,
  product: HostOf<"product">,
): Promise<void> {
  const listed = await db.$transaction(async (tx) => {
    await lockIdleProduct(tx, product.id);
    const before = await tx.product.findUnique({
      where: { id: product.id },
      include: { editions: { orderBy: { id: "asc" } }, shows: { select: { showId: true } } },
    });
    if (!before) throw new Refusal("not_found");
    const { editions, shows, ...said } = before;
    for (const { id } of editions) await throwAway(tx, id);
    await tx.product.delete({ where: { id: product.id } });
    await recordAct(tx, {
      actorId: product.host.id,
      action: "product.deleted",
      subject: `product:${product.id}`,
      before: { ...said, editions },
    });
    return shows;
  });
  for (const { showId } of listed) publish.catalogChanged(showId);
}

/** Throws one edition away that never sold. Refuses as deleteProduct does. */
export async function deleteEdition(
  { db, publish }: Uses<"db" | "publish">,
  edition: HostOf<"edition">,
): Promise<void> {
  const listed = await db.$transaction(async (tx) => {
    const before = await tx.edition.findUnique({ where: { id: edition.id }, include: { prices: true } });
    if (!before) throw new Refusal("not_found");
    await lockIdleProduct(tx, before.productId);
    await throwAway(tx, edition.id);
    await recordAct(tx, {
      actorId: edition.host.id,
      action: "edition.deleted",
      subject: `edition:${edition.id}`,
      before,
    });
    return tx.showProduct.findMany({ where: { productId: before.productId }, select: { showId: true } });
  });
  for (const { showId } of listed) publish.catalogChanged(showId);
}

async function throwAway(tx: Queryable, editionId: string): Promise<void> {
  const outcome = await engine.deleteEdition(tx, editionId);
  if (outcome !== "deleted") throw new Refusal(outcome);
}
