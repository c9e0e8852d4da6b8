import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { ProductChange } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { galleryOf, readGallery } from "#lib/gallery/view.ts";
import { Refusal } from "#lib/refusal.ts";

/** Says something else about a product; its address and editions stay. Refuses with delivery_promised while orders of it are to come. */
export async function changeProduct(
  app: Uses<"db" | "publish">,
  product: HostOf<"product">,
  change: ProductChange,
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const before = await tx.product.findUniqueOrThrow({
      where: { id: product.id },
      select: { name: true, tagline: true, description: true, facts: true, pictures: true, delivery: true },
    });
    if (change.delivery && change.delivery !== before.delivery) await expectNothingToCome(tx, product.id);
    const { image, pictures, ...said } = change;
    await tx.product.update({
      where: { id: product.id },
      data: {
        ...said,
        ...(image !== undefined || pictures
          ? { pictures: galleryOf({ image, pictures }, readGallery(before.pictures)) }
          : {}),
      },
    });
    await recordAct(tx, {
      actorId: product.host.id,
      action: "product.changed",
      subject: `product:${product.id}`,
      before,
      after: change,
    });
  });
  await publishCatalog(app, product.id);
}

/** Whoever ordered was told whether it comes to them. The stock is locked first, as every order does. */
async function expectNothingToCome(tx: Queryable, productId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM inventory WHERE edition_id IN (SELECT id FROM edition WHERE product_id = ${productId}::uuid)
    ORDER BY edition_id FOR UPDATE`;
  const [order] = await tx.$queryRaw<object[]>`
    SELECT o.id FROM preorder o JOIN edition e ON e.id = o.edition_id
    WHERE e.product_id = ${productId}::uuid AND o.state IN ('HELD', 'RESERVED', 'LOCKED', 'READY') LIMIT 1`;
  if (order) throw new Refusal("delivery_promised", { field: "delivery" });
}
