import type { ProductView } from "#lib/catalog/schema.ts";
import { variantName } from "#lib/variants/view.ts";

/** How people call an edition in a room with several products: "Tern Founders", or just "Mug" when it is the only one. */
export function editionTitle(products: ProductView[], editionId: string): string | undefined {
  for (const { name, editions } of products) {
    const edition = editions.find(({ id }) => id === editionId);
    if (edition) return editions.length > 1 ? `${name} ${variantName(edition)}` : name;
  }
  return undefined;
}
