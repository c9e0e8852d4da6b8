import { asMoneyReader } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

const most = 200;

/** The newest 200 pre-orders of one account. */
export async function listPreordersOf({ db }: Uses<"db">, actor: Actor): Promise<PreorderView[]> {
  const rows = await readOrders(
    db,
    Prisma.sql`SELECT id FROM preorder WHERE user_id = ${actor.id}::uuid ORDER BY id DESC LIMIT ${most}`,
  );
  return rows.map((row) => viewPreorder(row)).reverse();
}

/**
 * One pre-order for its buyer or for whoever may see money; for anybody else it does not exist. Where it goes is the buyer's to know, and
 * theirs who send it there.
 */
export async function findPreorderOf({ db }: Uses<"db">, actor: Actor, id: string): Promise<PreorderView | null> {
  const [row] = await readOrders(db, [id]);
  if (!row || (row.userId !== actor.id && !asMoneyReader(actor))) return null;
  const view = viewPreorder(row);
  return row.userId === actor.id || may(actor, "seeAddresses") ? view : { ...view, address: null };
}

/** One pre-order for whoever holds the link from a mail: to read, to pay its balance, and to say where it goes. */
export async function findPreorderByKey(
  { db, orderLinks }: Uses<"db" | "orderLinks">,
  id: string,
  key: string,
): Promise<PreorderView | null> {
  const [row] = await readOrders(db, [id]);
  if (!row || !orderLinks.opens(row, key)) return null;
  const view = viewPreorder(row);
  return {
    ...view,
    // What the buyer pays with is the buyer's to know, and to change.
    balance: { ...view.balance, method: null, canChangeMethod: false },
    payments: view.payments.map((payment) => ({ ...payment, method: null })),
    // A mail is passed on: it gives an address where there is none, and tells nobody where somebody lives.
    address: null,
    // The link opens this one.
    together: [],
    canSetAddress: view.canSetAddress && !view.hasAddress,
    canPay: false,
    canCancel: false,
    canLock: false,
    canConvert: false,
    undoUntil: null,
  };
}
