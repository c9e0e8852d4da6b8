import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { countRule } from "./count-rule.ts";
import { holdRule } from "./schema.ts";
import { tellAuthors } from "./tell-author.ts";

/** Lines that no moderator looked at in time never come. */
export const heldExpiry: TimedWork<Uses<"db" | "publish">> = {
  name: "expire-held-lines",
  every: 5,
  due: "EXISTS (SELECT FROM chat_hold WHERE state = 'waiting' AND until <= now())",
  async work({ db, publish }) {
    const gone = await db.$queryRaw<{ id: string; showId: string; rule: string }[]>`
      UPDATE chat_hold SET state = 'expired', settled_at = now() WHERE line_id IN (
        SELECT line_id FROM chat_hold WHERE state = 'waiting' AND until <= now() AND opens_at IS NULL ORDER BY until LIMIT 500 FOR UPDATE SKIP LOCKED)
      RETURNING line_id::text AS id, show_id::text AS "showId", rule`;
    for (const { showId, rule } of gone)
      await countRule(db, { showId, rule: holdRule.parse(rule), outcome: "expired" });
    for (const showId of new Set(gone.map((each) => each.showId))) publish.talkMoved(showId);
    await tellAuthors(
      { db, publish },
      gone.map(({ id }) => id),
    );
  },
};

/** What was done and whispered is forgotten after 90 days, an answered case after 180: so long its answer may be asked about. */
export const talkExpiry: TimedWork<Uses<"db">> = {
  name: "forget-talk",
  every: 3600,
  due: `EXISTS (SELECT FROM talk_act WHERE at < now() - interval '90 days')
    OR EXISTS (SELECT FROM chat_whisper WHERE at < now() - interval '90 days')
    OR EXISTS (SELECT FROM talk_case WHERE closed_at < now() - interval '180 days')`,
  async work({ db }) {
    await db.$executeRaw`DELETE FROM talk_act WHERE at < now() - interval '90 days'`;
    await db.$executeRaw`DELETE FROM chat_whisper WHERE at < now() - interval '90 days'`;
    await db.$executeRaw`DELETE FROM talk_case WHERE closed_at < now() - interval '180 days'`;
  },
};
