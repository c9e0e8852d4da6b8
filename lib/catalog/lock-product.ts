import type { Queryable } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Locks a product and every show that lists it, so that none goes on air and no drop of it is armed meanwhile. Shows come first,
 * as pins lock them. Refuses with product_on_air or product_in_drop.
 */
export async function lockIdleProduct(tx: Queryable, productId: string): Promise<void> {
  await lockShows(tx, productId);
  await tx.$queryRaw`SELECT FROM product WHERE id = ${productId}::uuid FOR UPDATE`;
  // Once more: a show may have taken it up before the lock.
  const shows = await lockShows(tx, productId);
  if (shows.some(({ status }) => status === "LIVE")) throw new Refusal("product_on_air");
  const [drop] = await tx.$queryRaw<object[]>`
    SELECT d.id FROM drop d JOIN edition e ON e.id = d.edition_id
    WHERE e.product_id = ${productId}::uuid AND d.status IN ('ARMED', 'OPEN') LIMIT 1`;
  if (drop) throw new Refusal("product_in_drop");
}

/** Keeps a product from the archive until the transaction ends. Refuses with product_archived. */
export async function holdOnShelf(tx: Queryable, productId: string): Promise<void> {
  const [product] = await tx.$queryRaw<{ archived: boolean }[]>`
    SELECT archived_at IS NOT NULL AS archived FROM product WHERE id = ${productId}::uuid FOR SHARE`;
  if (!product) throw new Refusal("not_found");
  if (product.archived) throw new Refusal("product_archived");
}

function lockShows(tx: Queryable, productId: string) {
  return tx.$queryRaw<{ status: string }[]>`
    SELECT s.status::text FROM show_product sp JOIN show s ON s.id = sp.show_id
    WHERE sp.product_id = ${productId}::uuid ORDER BY s.id FOR SHARE OF s`;
}
