import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { viewLivePoll } from "./view.ts";

/** Ends what was asked when its time is over. */
export const pollClosing: TimedWork<Uses<"db" | "publish">> = {
  name: "close-polls",
  every: 1,
  due: `EXISTS (SELECT FROM poll WHERE status = 'OPEN' AND closes_at <= now())`,
  async work({ db, publish }) {
    const closed = await db.$queryRaw<{ id: string }[]>`
      UPDATE poll SET status = 'CLOSED', closed_at = closes_at, version = version + 1 WHERE status = 'OPEN' AND closes_at <= now() RETURNING id`;
    for (const poll of await db.poll.findMany({ where: { id: { in: closed.map(({ id }) => id) } } }))
      publish.pollMoved(poll.showId, viewLivePoll(poll));
  },
};

const batch = 10_000;
const isOld = `keeps_votes AND closed_at < now() - interval '90 days'`;

/** Who answered what is forgotten 90 days after the poll; its counts stay. */
export const voteExpiry: TimedWork<Uses<"db">> = {
  name: "forget-votes",
  every: 60,
  due: `EXISTS (SELECT FROM poll WHERE ${isOld})`,
  async work({ db }) {
    const [poll] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM poll WHERE keeps_votes AND closed_at < now() - interval '90 days' LIMIT 1`;
    if (!poll) return;
    const forgotten = await db.$executeRaw`
      DELETE FROM poll_vote WHERE (poll_id, user_id) IN (SELECT poll_id, user_id FROM poll_vote WHERE poll_id = ${poll.id}::uuid LIMIT ${batch}::int)`;
    if (forgotten < batch) await db.poll.update({ where: { id: poll.id }, data: { keepsVotes: false, nearest: [] } });
  },
};
