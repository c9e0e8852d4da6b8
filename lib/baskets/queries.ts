import type { Buyer } from "#lib/accounts/gate.ts";
import { databaseTime } from "#lib/clock.ts";
import type { Uses } from "#lib/container.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { preorderSelect, viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";

/** The orders of a basket that are this buyer's. Refuses with not_found. */
export async function ordersOfBasket({ db }: Uses<"db">, buyer: Buyer, basketId: string): Promise<PreorderView[]> {
  const [rows, now] = await Promise.all([
    db.preorder.findMany({ where: { basketId, userId: buyer.id }, select: preorderSelect, orderBy: { id: "asc" } }),
    databaseTime(db),
  ]);
  if (rows.length === 0) throw new Refusal("not_found");
  return rows.map((row) => viewPreorder(row, now));
}
