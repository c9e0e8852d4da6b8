import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";

/** Lists the editions of a product in this order; those that are not named come after. */
export async function orderEditions(
  app: Uses<"db" | "publish">,
  product: HostOf<"product">,
  ids: string[],
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM product WHERE id = ${product.id}::uuid FOR NO KEY UPDATE`;
    const before = await idsInOrder(product.id, tx);
    await tx.$executeRaw`
      UPDATE edition e SET position = n.position FROM (
        SELECT t.id, row_number() OVER (ORDER BY w.position NULLS LAST, t.position, t.created_at, t.id) - 1 AS position
        FROM edition t LEFT JOIN unnest(${ids}::uuid[]) WITH ORDINALITY w(id, position) ON w.id = t.id
        WHERE t.product_id = ${product.id}::uuid) n
      WHERE n.id = e.id AND e.position <> n.position`;
    await recordAct(tx, {
      actorId: product.host.id,
      action: "editions.ordered",
      subject: `product:${product.id}`,
      before: { ids: before },
      after: { ids },
    });
  });
  await publishCatalog(app, product.id);
}

async function idsInOrder(productId: string, tx: Pick<Database, "edition">) {
  const editions = await tx.edition.findMany({
    where: { productId },
    select: { id: true },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  return editions.map(({ id }) => id);
}
