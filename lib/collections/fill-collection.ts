import type { HostOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Lets a collection show these products and no others, in this order. What is in the archive keeps its place behind them until it comes
 * back. Refuses with not_found for a product that is not the host's own.
 */
export async function fillCollection(
  { db }: Uses<"db">,
  { id, host }: HostOf<"collection">,
  ids: string[],
): Promise<void> {
  const wanted = [...new Set(ids)];
  const own = may(host, "sellForAll") ? {} : { ownerId: host.id };
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM collection WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await tx.collectionProduct.findMany({ where: { collectionId: id }, select: { productId: true } });
    const known = new Set(before.map(({ productId }) => productId));
    const fresh = wanted.filter((each) => !known.has(each));
    if ((await tx.product.count({ where: { ...own, id: { in: fresh } } })) < fresh.length) {
      throw new Refusal("not_found", { field: "ids" });
    }
    await tx.$executeRaw`
      DELETE FROM collection_product c USING product p WHERE c.collection_id = ${id}::uuid AND p.id = c.product_id
        AND p.archived_at IS NULL AND c.product_id <> ALL (${wanted}::uuid[])`;
    await tx.$executeRaw`
      INSERT INTO collection_product (collection_id, product_id, position)
      SELECT ${id}::uuid, w.id, w.position FROM unnest(${wanted}::uuid[]) WITH ORDINALITY w(id, position)
      ON CONFLICT (collection_id, product_id) DO UPDATE SET position = excluded.position`;
    await recordAct(tx, {
      actorId: host.id,
      action: "collection.filled",
      subject: `collection:${id}`,
      before: { products: [...known] },
      after: { products: wanted },
    });
  });
}
