import type { Queryable } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import { maxVariants } from "#lib/variants/schema.ts";

/** Refuses with variant_taken or variants_full what a product's editions have become in this transaction. The product's row is locked first. */
export async function expectGroupsFit(tx: Queryable, productId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM product WHERE id = ${productId}::uuid FOR NO KEY UPDATE`;
  const groups = await tx.$queryRaw<{ variants: number; options: number }[]>`
    SELECT count(*)::int AS variants, count(DISTINCT option)::int AS options FROM edition
    WHERE product_id = ${productId}::uuid AND variant_group <> '' GROUP BY variant_group`;
  if (groups.some(({ variants, options }) => options < variants))
    throw new Refusal("variant_taken", { field: "option" });
  if (groups.some(({ variants }) => variants > maxVariants))
    throw new Refusal("variants_full", { field: "variantGroup" });
}
