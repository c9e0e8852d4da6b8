import type { Uses } from "#lib/container.ts";
import { type BalanceStanding, noteFailedTry } from "#lib/engine/balances.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOneOrder } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { balanceFailure } from "#lib/rail-names.ts";

/** `paymentId` is null when there was nothing to charge. */
type Failed = { reason: string; paymentId: string | null; ref: string | null };

/**
 * Notes that a try to charge a due balance failed, once, and writes to the buyer with the link under which they can pay or leave
 * another card. The order keeps its place.
 */
export async function failBalanceTry(
  app: Uses<"db" | "engine" | "orderLinks">,
  preorderId: string,
  { reason, paymentId, ref }: Failed,
): Promise<void> {
  const { db, engine } = app;
  const row = await readOneOrder(db, preorderId);
  const view = viewPreorder(row);
  const order = { id: preorderId, userId: row.userId, state: view.state };
  await engine.commit(async (write) => {
    const standing = await noteFailedTry(write, { order, paymentId, reason, ref });
    if (standing) await notify(write.tx, [noticeFor(app, row.userId, view, reason, standing)]);
  });
}

function noticeFor(
  app: Uses<"orderLinks">,
  userId: string,
  view: ReturnType<typeof viewPreorder>,
  reason: string,
  { tries, nextTryAt, graceUntil }: BalanceStanding,
): NewNotice {
  const { id, contact, balanceMinor: owedMinor, balance } = view;
  const failure = balanceFailure.parse(reason);
  const method = balance.method?.label?.replace("**", "••") ?? null;
  const about = { occasion: `${id}:${tries}`, preorderId: id, to: { userId, address: contact } };
  const facts = { order: orderFactsOf(app, view), owedMinor, failure, method, nextTryAt, graceUntil };
  return { ...about, kind: "balanceFailed", facts, onlyWhile: "LOCKED" };
}
