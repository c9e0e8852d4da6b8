import { container } from "#lib/container.ts";

/** Lets every show that lists the product read its catalogue again. */
export async function tellShowsSelling(productId: string): Promise<void> {
  const { db, publish } = container();
  for (const { showId } of await db.showProduct.findMany({ where: { productId } })) publish.catalogChanged(showId);
}
