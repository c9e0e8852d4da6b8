import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";

type Move = { id: string; toldThrough: string | null };
type Change = { id: string; preorderId: string; at: Date };

const most = 300;
const longest = 10_000;

export const waveLetters: TimedWork<Uses<"db" | "orderLinks">> = {
  name: "tell-wave",
  every: 1,
  due: "EXISTS (SELECT FROM wave_move WHERE told_at IS NULL)",
  work: notifyWaves,
};

/**
 * Writes to the buyers of waves that were moved, some hundred orders at a time: a wave may hold a hundred thousand, and the act
 * that moves it does not wait for their letters. Each new promise is passed once, in the transaction that writes its notice.
 */
export async function notifyWaves(app: Uses<"db" | "orderLinks">): Promise<void> {
  const { db } = app;
  const until = Date.now() + longest;
  let move = await nextMove(db);
  while (move && Date.now() < until) {
    await passChanges(app, db, move);
    move = await nextMove(db);
  }
}

function nextMove(db: Database): Promise<Move | null> {
  return db.waveMove.findFirst({
    where: { toldAt: null },
    orderBy: { at: "asc" },
    select: { id: true, toldThrough: true },
  });
}

/** Who comes second to a portion, in another process, writes nothing. */
async function passChanges(app: Uses<"orderLinks">, db: Database, { id, toldThrough }: Move): Promise<void> {
  const changes = await db.promiseChange.findMany({
    where: { moveId: id, ...(toldThrough ? { id: { gt: toldThrough } } : {}) },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, preorderId: true, at: true },
  });
  const notices = await noticesFor(app, db, changes);
  await db.$transaction(async (tx) => {
    const { count } = await tx.waveMove.updateMany({
      where: { id, toldThrough, toldAt: null },
      data: {
        toldThrough: changes.at(-1)?.id ?? toldThrough,
        ...(changes.length < most ? { toldAt: new Date() } : {}),
      },
    });
    if (count > 0) await notify(tx, notices);
  });
}

async function noticesFor(app: Uses<"orderLinks">, db: Database, changes: Change[]): Promise<NewNotice[]> {
  const ids = changes.map(({ preorderId }) => preorderId);
  const rows = await readOrders(db, ids);
  const orders = new Map(rows.map((row) => [row.id, { userId: row.userId, order: viewPreorder(row) }]));
  return changes.flatMap((change) => {
    const found = orders.get(change.preorderId);
    const notice = found && noticeOf(app, change, found);
    return notice ? [notice] : [];
  });
}

/** The order as it was promised by this change, though it may have been promised something else since. */
function noticeOf(
  app: Uses<"orderLinks">,
  change: Change,
  { userId, order }: { userId: string; order: ReturnType<typeof viewPreorder> },
): NewNotice | null {
  const place = order.promise.findIndex(({ reason, at }) => reason !== null && at === change.at.toISOString());
  const promised = order.promise[place];
  const before = order.promise[place - 1];
  if (!promised || ["DELIVERED", "EXPIRED", "CANCELLED"].includes(order.state)) return null;
  const { start, end, reason } = promised;
  return {
    kind: "promiseMoved",
    occasion: change.id,
    preorderId: order.id,
    to: { userId, address: order.contact },
    facts: {
      order: orderFactsOf(app, { ...order, window: { start, end }, promise: order.promise.slice(0, place + 1) }),
      before: before ? { start: before.start, end: before.end } : null,
      after: { start, end },
      reason: reason ?? "",
    },
  };
}
