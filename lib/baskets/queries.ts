import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/** The orders of a basket that are this buyer's. Refuses with not_found. */
export async function ordersOfBasket({ db }: Uses<"db">, buyer: Buyer, basketId: string): Promise<PreorderView[]> {
  const rows = await readOrders(
    db,
    Prisma.sql`SELECT id FROM preorder WHERE basket_id = ${basketId}::uuid AND user_id = ${buyer.id}::uuid`,
  );
  if (rows.length === 0) throw new Refusal("not_found");
  return rows.map((row) => viewPreorder(row));
}
