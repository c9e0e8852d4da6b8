import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { ProductChange } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";

/** Says something else about a product; its address and editions stay. */
export async function changeProduct(
  app: Uses<"db" | "publish">,
  product: HostOf<"product">,
  change: ProductChange,
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const { name, tagline, description, image } = await tx.product.findUniqueOrThrow({ where: { id: product.id } });
    await tx.product.update({ where: { id: product.id }, data: change });
    await recordAct(tx, {
      actorId: product.host.id,
      action: "product.changed",
      subject: `product:${product.id}`,
      before: { name, tagline, description, image },
      after: change,
    });
  });
  await publishCatalog(app, product.id);
}
