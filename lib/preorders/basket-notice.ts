import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { NewNotice } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { type OrderRow, readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

/** All orders of the baskets that some of these were placed in, by basket. */
export async function readBaskets(db: Database, rows: OrderRow[]): Promise<Map<string, OrderRow[]>> {
  const ids = new Set(rows.flatMap(({ basketId }) => basketId ?? []));
  if (ids.size === 0) return new Map();
  const found = await readOrders(db, Prisma.sql`SELECT id FROM preorder WHERE basket_id = ANY (${[...ids]}::uuid[])`);
  return Map.groupBy(found, ({ basketId }) => basketId ?? "");
}

/**
 * The receipt of an order that was reserved together with others: one for all that one payment paid, told with the order whose payment
 * stands at the rail, since that is settled last; and one for those without a deposit. Undefined when the order was reserved alone; null
 * when another one's receipt says it.
 */
export function receiptOfBasket(
  app: Uses<"orderLinks">,
  row: OrderRow,
  basket: OrderRow[],
): NewNotice | null | undefined {
  const paid = depositOf(row);
  const together = basket.filter((other) => other.userId === row.userId && belongs(other, row));
  if (together.length < 2) return undefined;
  const isFirst = paid ? paid.shareOf === null : together[0]?.id === row.id;
  if (!isFirst) return null;
  const factsOf = (each: OrderRow) => orderFactsOf(app, viewPreorder(each));
  const others = together.filter(({ id }) => id !== row.id).map(factsOf);
  const paidMinor = together.reduce((sum, each) => sum + (depositOf(each)?.amountMinor ?? 0), 0);
  const to = { userId: row.userId, address: row.contact };
  return {
    kind: "basketReserved",
    occasion: row.id,
    preorderId: row.id,
    to,
    facts: { order: factsOf(row), others, paidMinor },
  };
}

function depositOf({ payments }: OrderRow) {
  return payments.find(({ kind, state, creditOf }) => kind === "DEPOSIT" && state === "CAPTURED" && creditOf === null);
}

/** Reserved by the same charge, or both without one. */
function belongs(other: OrderRow, row: OrderRow): boolean {
  const [theirs, own] = [depositOf(other), depositOf(row)];
  if (!own) return other.depositMinor === 0 && row.depositMinor === 0;
  return theirs !== undefined && (theirs.shareOf ?? theirs.id) === (own.shareOf ?? own.id);
}
