import type { OrderRow } from "#lib/preorders/read-orders.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { railName } from "#lib/rail-names.ts";

/** What is still to be paid, as balance_owed() in the database. */
export function owedOf({ totalMinor, payments }: Pick<OrderRow, "totalMinor" | "payments">): number {
  const charged = payments.filter(({ kind, state }) => kind !== "REFUND" && state === "CAPTURED");
  return charged.reduce((owed, { amountMinor }) => owed - amountMinor, totalMinor);
}

export function viewBalance(row: OrderRow, now: Date): PreorderView["balance"] {
  const { state, balance, edition } = row;
  const isOwed = owedOf(row) > 0;
  const rail = railName.safeParse(row.method?.rail);
  const method = row.method && rail.success && !row.method.removedAt ? row.method : null;
  return {
    state: standOf(row, isOwed, now),
    dueOn: edition.balanceDueOn,
    dueAt: balance?.dueAt?.toISOString() ?? null,
    graceDays: edition.balanceGraceDays,
    canPay: state === "LOCKED" && isOwed,
    canChangeMethod: (state === "RESERVED" || state === "LOCKED") && isOwed,
    method: method && rail.success ? { id: method.id, rail: rail.data, label: method.label } : null,
    tries: balance?.tries ?? 0,
    failure: balance?.failure ?? null,
    nextTryAt: (balance?.tries && balance.nextTryAt?.toISOString()) || null,
    graceUntil: balance?.graceUntil?.toISOString() ?? null,
    note: balance?.note ?? null,
    releasedAt: balance?.releasedAt?.toISOString() ?? null,
  };
}

function standOf({ balance }: OrderRow, isOwed: boolean, now: Date): PreorderView["balance"]["state"] {
  if (!isOwed) return "paid";
  if (balance?.atRiskAt && !balance.paidAt) return "at_risk";
  return balance?.dueAt && balance.dueAt <= now ? "due" : "later";
}
