import type { Uses } from "#lib/container.ts";

/** Lets every show that lists the product read its catalogue again. */
export async function publishCatalog({ db, publish }: Uses<"db" | "publish">, productId: string): Promise<void> {
  for (const { showId } of await db.showProduct.findMany({ where: { productId } })) publish.catalogChanged(showId);
}
