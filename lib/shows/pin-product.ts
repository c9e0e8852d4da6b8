import type { HostOf } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Puts one product of the show in front of everybody; null takes it away. Refuses with product_not_in_show. */
export async function pinProduct(show: HostOf<"show">, productId: string | null): Promise<void> {
  const { db, publish } = container();
  const changed = await db.$executeRaw`
    UPDATE show SET pinned_product_id = ${productId}::uuid WHERE id = ${show.id}::uuid
      AND (${productId}::uuid IS NULL OR EXISTS (SELECT FROM show_product WHERE show_id = show.id AND product_id = ${productId}::uuid))`;
  if (changed === 0) throw new Refusal("product_not_in_show", { field: "productId" });
  publish.pinned(show.id, productId);
}
