import { type DeskOf, isSoldAt } from "#lib/accounts/gate.ts";
import { haltProduct } from "#lib/catalog/halt-sales.ts";
import { holdOnShelf } from "#lib/catalog/lock-product.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { pinProduct } from "#lib/shows/pin-product.ts";

/** Adds one of the host's own products to the end of a show's list; adding it twice changes nothing. Refuses with product_archived. */
export async function listProduct(
  { db, publish }: Uses<"db" | "publish">,
  show: DeskOf<"show">,
  productId: string,
): Promise<void> {
  if (!(await isSoldAt(db, show, "product", productId))) throw new Refusal("not_found", { field: "productId" });
  await db.$transaction(async (tx) => {
    await holdOnShelf(tx, productId);
    await tx.$executeRaw`
      INSERT INTO show_product (show_id, product_id, position)
      SELECT ${show.id}::uuid, ${productId}::uuid, 1 + coalesce(max(position), 0) FROM show_product WHERE show_id = ${show.id}::uuid
      ON CONFLICT (show_id, product_id) DO NOTHING`;
    await haltProduct(tx, show.id, productId);
  });
  publish.catalogChanged(show.id);
}

/** Takes a product off the list, and off the pin. Orders placed through the show stay what they are. */
export async function unlistProduct(
  app: Uses<"channels" | "db" | "publish">,
  show: DeskOf<"show">,
  productId: string,
): Promise<void> {
  const { db, publish } = app;
  const pinned = await db.show.findFirst({ where: { id: show.id, pinnedProductId: productId }, select: { id: true } });
  if (pinned) await pinProduct(app, show, { productId: null });
  await db.$transaction([
    db.$executeRaw`UPDATE show SET pinned_product_id = NULL WHERE id = ${show.id}::uuid AND pinned_product_id = ${productId}::uuid`,
    db.$executeRaw`DELETE FROM show_product WHERE show_id = ${show.id}::uuid AND product_id = ${productId}::uuid`,
  ]);
  publish.catalogChanged(show.id);
}

/** Lists the show's products in this order; those that are not named come after. */
export async function orderProducts(
  { db, publish }: Uses<"db" | "publish">,
  show: DeskOf<"show">,
  ids: string[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE show_product s SET position = n.position FROM (
      SELECT s.product_id, row_number() OVER (ORDER BY w.position NULLS LAST, s.position, s.product_id) AS position
      FROM show_product s LEFT JOIN unnest(${ids}::uuid[]) WITH ORDINALITY w(id, position) ON w.id = s.product_id
      WHERE s.show_id = ${show.id}::uuid) n
    WHERE s.show_id = ${show.id}::uuid AND n.product_id = s.product_id AND s.position <> n.position`;
  publish.catalogChanged(show.id);
}
