import type { Uses } from "#lib/container.ts";
import { viewLiveMoment } from "./view.ts";

/**
 * Every two seconds: whatever figure was reached in a show on air is told to its room, once, by whichever process leads it. Likes and viewers
 * are those that the room shows; orders are those that stand.
 */
export async function reachMoments({ db, publish, rooms }: Uses<"db" | "publish" | "rooms">): Promise<void> {
  const live = [...rooms.led()].filter(({ state }) => state.status === "LIVE");
  if (live.length === 0) return;
  const figures = live.map(({ showId, state: { likes, viewers } }) => ({ show_id: showId, likes, viewers }));
  const reached = await db.$queryRaw<{ id: string }[]>`
    UPDATE moment m SET fired_at = now()
    FROM json_to_recordset(${JSON.stringify(figures)}::json) AS f (show_id uuid, likes bigint, viewers bigint)
    WHERE m.show_id = f.show_id AND m.fired_at IS NULL AND CASE m.kind
      WHEN 'likes' THEN f.likes >= m.threshold
      WHEN 'viewers' THEN f.viewers >= m.threshold
      WHEN 'orders' THEN m.threshold <= (
        SELECT coalesce(sum(t.reserved + t.locked + t.ready + t.delivered), 0) FROM sales_total t WHERE t.show_id = m.show_id)
      WHEN 'delivery' THEN EXISTS (SELECT FROM sales_total t WHERE t.show_id = m.show_id AND t.delivered > 0)
      ELSE false END
    RETURNING m.id`;
  if (reached.length === 0) return;
  const moments = await db.moment.findMany({ where: { id: { in: reached.map(({ id }) => id) } } });
  for (const [showId, come] of Map.groupBy(moments, (moment) => moment.showId))
    publish.momentsReached(showId, come.flatMap(viewLiveMoment));
}
