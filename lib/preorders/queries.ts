import { asMoneyReader } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { databaseTime } from "#lib/clock.ts";
import type { Uses } from "#lib/container.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { preorderSelect, viewPreorder } from "#lib/preorders/view.ts";

const most = 200;

/** The newest 200 pre-orders of one account. */
export async function listPreordersOf({ db }: Uses<"db">, actor: Actor): Promise<PreorderView[]> {
  const [rows, now] = await Promise.all([
    db.preorder.findMany({ where: { userId: actor.id }, select: preorderSelect, orderBy: { id: "desc" }, take: most }),
    databaseTime(db),
  ]);
  return rows.map((row) => viewPreorder(row, now));
}

/**
 * One pre-order for its buyer or for whoever may see money; for anybody else it does not exist. Where it goes is the buyer's to know, and
 * theirs who send it there.
 */
export async function findPreorderOf({ db }: Uses<"db">, actor: Actor, id: string): Promise<PreorderView | null> {
  const owner = asMoneyReader(actor) ? {} : { userId: actor.id };
  const [row, now] = await Promise.all([
    db.preorder.findFirst({ where: { id, ...owner }, select: preorderSelect }),
    databaseTime(db),
  ]);
  if (!row) return null;
  const view = viewPreorder(row, now);
  return row.userId === actor.id || may(actor, "seeAddresses") ? view : { ...view, address: null };
}

/** One pre-order for whoever holds the link from a mail: to read, to pay its balance, and to say where it goes. */
export async function findPreorderByKey(
  { db, orderLinks }: Uses<"db" | "orderLinks">,
  id: string,
  key: string,
): Promise<PreorderView | null> {
  const [row, now] = await Promise.all([
    db.preorder.findUnique({ where: { id }, select: preorderSelect }),
    databaseTime(db),
  ]);
  if (!row || !orderLinks.opens(row, key)) return null;
  const view = viewPreorder(row, now);
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
