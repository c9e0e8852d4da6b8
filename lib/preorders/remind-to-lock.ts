import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

type Due = { editionId: string; hours: number };

const most = 300;
const longest = 10_000;

/**
 * Orders `o` of edition `e` whose lock deadline comes within r.hours and lies behind what the reminder `c` has passed. The deadline
 * is the moment of placing and the edition's days, so the index on that moment finds them.
 */
const upcoming = `(VALUES (24), (2)) r(hours) CROSS JOIN edition e LEFT JOIN lock_reminder c ON c.edition_id = e.id AND c.hours = r.hours
  JOIN LATERAL (SELECT o.placed_at FROM preorder o WHERE o.edition_id = e.id
    AND o.placed_at > coalesce(c.through, '-infinity') - make_interval(days => e.lock_deadline_days)
    AND o.placed_at <= now() + make_interval(hours => r.hours) - make_interval(days => e.lock_deadline_days) LIMIT 1) o ON true`;

export const lockReminders: TimedWork<Uses<"db" | "orderLinks">> = {
  name: "remind-to-lock",
  every: 10,
  due: `EXISTS (SELECT FROM ${upcoming})`,
  work: remindToLock,
};

/**
 * Reminds buyers 24 and 2 hours before the last moment to lock, once each, while the order is reserved. The host may give more
 * time, and then there are reminders before the new deadline. Nothing is ever locked by this.
 */
export async function remindToLock(app: Uses<"db" | "orderLinks">): Promise<void> {
  const { db } = app;
  const until = Date.now() + longest;
  const due = await db.$queryRaw<Due[]>`
    SELECT e.id::text AS "editionId", r.hours FROM ${Prisma.raw(upcoming)} ORDER BY r.hours`;
  for (const each of due) {
    let isMore = true;
    while (isMore && Date.now() < until) isMore = await passDeadlines(app, db, each);
  }
}

type Passed = { id: string; deadline: Date; isDue: boolean; hoursLeft: number };

/** Returns whether there may be more. Who comes second to a deadline, in another process, writes nothing. */
async function passDeadlines(app: Uses<"orderLinks">, db: Database, { editionId, hours }: Due): Promise<boolean> {
  const [reminder] = await db.$queryRaw<{ through: string }[]>`
    INSERT INTO lock_reminder AS c (edition_id, hours, through) VALUES (${editionId}::uuid, ${hours}, '-infinity')
    ON CONFLICT (edition_id, hours) DO UPDATE SET through = c.through RETURNING through::text`;
  if (!reminder) return false;
  const { through } = reminder;
  const passed = await db.$queryRaw<Passed[]>`
    SELECT o.id::text, o.placed_at + days AS deadline, extract(epoch FROM o.placed_at + days - now())::float8 / 3600 AS "hoursLeft",
      o.state = 'RESERVED' AND o.placed_at + days > now() + least_left AND o.placed_at + days - ahead > o.placed_at AS "isDue"
    FROM edition e CROSS JOIN LATERAL (SELECT make_interval(days => e.lock_deadline_days) AS days, make_interval(hours => ${hours}::int) AS ahead,
      CASE ${hours}::int WHEN 24 THEN interval '2 hours' ELSE interval '0' END AS least_left) x
    JOIN preorder o ON o.edition_id = e.id AND o.placed_at > ${through}::timestamptz - days AND o.placed_at <= now() + ahead - days
    WHERE e.id = ${editionId}::uuid ORDER BY o.placed_at FETCH FIRST ${most} ROWS WITH TIES`;
  const last = passed.at(-1);
  if (!last) return false;
  const reminders = await remindersFor(
    app,
    db,
    hours,
    passed.filter(({ isDue }) => isDue),
  );
  return db.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`UPDATE lock_reminder SET through = ${last.deadline}
      WHERE edition_id = ${editionId}::uuid AND hours = ${hours} AND through = ${through}::timestamptz`;
    if (moved > 0) await notify(tx, reminders);
    return moved > 0 && passed.length >= most;
  });
}

async function remindersFor(app: Uses<"orderLinks">, db: Database, hours: number, due: Passed[]): Promise<NewNotice[]> {
  const ids = due.map(({ id }) => id);
  const rows = await readOrders(db, ids);
  const left = new Map(due.map(({ id, hoursLeft }) => [id, hoursLeft]));
  return rows.flatMap((row) => {
    const order = viewPreorder(row);
    const { id, lockBy, contact } = order;
    if (!lockBy) return [];
    return [
      {
        kind: "lockReminder" as const,
        occasion: `${id}:${hours}h:${lockBy}`,
        preorderId: id,
        to: { userId: row.userId, address: contact },
        facts: { order: orderFactsOf(app, order), hours: Math.max(1, Math.round(left.get(id) ?? hours)), lockBy },
        onlyWhile: "RESERVED" as const,
        usefulUntil: lockBy,
      },
    ];
  });
}
