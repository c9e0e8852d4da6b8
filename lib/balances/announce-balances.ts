import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";

const most = 200;

export const balanceAnnouncements: TimedWork<Uses<"db" | "orderLinks">> = {
  name: "announce-balances",
  every: 5,
  due: "EXISTS (SELECT FROM balance WHERE announce_at <= now())",
  work: announceBalances,
};

/** Tells buyers that the charge of their balance is near, once. */
export async function announceBalances(app: Uses<"db" | "orderLinks">): Promise<void> {
  const { db } = app;
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT preorder_id::text AS id FROM balance WHERE announce_at <= now() ORDER BY announce_at LIMIT ${most}`;
  const ids = due.map(({ id }) => id);
  const rows = await readOrders(db, ids);
  const notices = new Map(rows.map((row) => [row.id, noticeFor(app, row.userId, viewPreorder(row))]));
  await db.$transaction(async (tx) => {
    const taken = await tx.$queryRaw<{ id: string }[]>`
      UPDATE balance SET announce_at = NULL WHERE preorder_id = ANY (${[...notices.keys()]}::uuid[]) AND announce_at IS NOT NULL
      RETURNING preorder_id::text AS id`;
    await notify(
      tx,
      taken.flatMap(({ id }) => notices.get(id) ?? []),
    );
  });
}

function noticeFor(app: Uses<"orderLinks">, userId: string, view: ReturnType<typeof viewPreorder>): NewNotice[] {
  const { id, contact, balanceMinor, balance } = view;
  if (!balance.dueAt || balanceMinor <= 0) return [];
  const method = balance.method?.label?.replace("**", "••") ?? null;
  const facts = { order: orderFactsOf(app, view), owedMinor: balanceMinor, dueAt: balance.dueAt, method };
  const about = { occasion: `${id}:${balance.dueAt}`, preorderId: id, to: { userId, address: contact } };
  return [{ ...about, kind: "balanceNear", facts, onlyWhile: "LOCKED", usefulUntil: balance.dueAt }];
}
