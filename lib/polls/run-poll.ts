import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { maskName } from "#lib/engine/mask-name.ts";
import type { LivePoll } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import { type Poll, Prisma } from "#prisma/client/client.ts";
import { findPoll } from "./queries.ts";
import { type Nearest, viewLivePoll } from "./view.ts";

type App = Uses<"db" | "publish">;
type Asking = TalkOf<"show">;

/** Who guessed nearest is known by name so far down. */
const keptNearest = 100;

/** Asks the room; the clock of a timed one begins. Refuses with not_found, poll_wrong_state, poll_open while another is, or show_not_live. */
export async function openPoll(app: App, talk: Asking, pollId: string): Promise<LivePoll> {
  await findPoll(app, talk, pollId);
  const show = await app.db.show.findUniqueOrThrow({ where: { id: talk.id }, select: { status: true } });
  if (show.status !== "LIVE") throw new Refusal("show_not_live");
  return move(app, talk, pollId, opening);
}

const opening: Move = {
  act: "poll.opened",
  change: Prisma.sql`status = 'OPEN', opened_at = now(), closes_at = now() + make_interval(secs => seconds)`,
  when: Prisma.sql`status = 'PREPARED'`,
};

/** Takes no more answers. Refuses with not_found or poll_wrong_state. */
export function closePoll(app: App, talk: Asking, pollId: string): Promise<LivePoll> {
  return move(app, talk, pollId, {
    act: "poll.closed",
    change: Prisma.sql`status = 'CLOSED', closed_at = now()`,
    when: Prisma.sql`status = 'OPEN'`,
  });
}

/** Takes it back from every screen, with all answers: it was opened by mistake. Refuses with not_found or poll_wrong_state. */
export async function withdrawPoll(app: App, talk: Asking, pollId: string): Promise<LivePoll> {
  return move(app, talk, pollId, withdrawal(pollId));
}

const withdrawal = (pollId: string): Move => ({
  act: "poll.withdrawn",
  change: Prisma.sql`status = 'WITHDRAWN', closed_at = coalesce(closed_at, now()), "right" = NULL, nearest = '[]'`,
  when: Prisma.sql`status IN ('OPEN', 'CLOSED')`,
  also: (tx) => tx.pollVote.deleteMany({ where: { pollId } }),
});

/**
 * Says which answer was right, or what the price is; said again, it is corrected. Who guessed nearest comes first, and of two equally near
 * who guessed first. Refuses with not_found, poll_wrong_state while it is open, or invalid_body for a choice that there is not.
 */
export async function setRight(
  app: App,
  talk: Asking,
  { pollId, right }: { pollId: string; right: number },
): Promise<LivePoll> {
  const poll = await findPoll(app, talk, pollId);
  if (poll.kind === "vote" && right >= poll.choices.length) throw new Refusal("invalid_body", { field: "right" });
  const nearest = poll.kind === "guess" && poll.status === "CLOSED" ? await readNearest(app, pollId, right) : [];
  return move(app, talk, pollId, {
    act: "poll.answered",
    change: Prisma.sql`"right" = ${right}::bigint, nearest = ${JSON.stringify(nearest)}::jsonb`,
    when: Prisma.sql`status = 'CLOSED'`,
  });
}

/** Nobody answers a closed poll, so this may be read beside what follows. */
async function readNearest({ db }: App, pollId: string, right: number): Promise<Nearest> {
  const rows = await db.$queryRaw<{ userId: string; name: string; minor: bigint }[]>`
    SELECT v.user_id AS "userId", u.name, v.answer AS minor FROM poll_vote v JOIN "user" u ON u.id = v.user_id
    WHERE v.poll_id = ${pollId}::uuid ORDER BY abs(v.answer - ${right}::bigint), v.at, v.user_id LIMIT ${keptNearest}::int`;
  return rows.map(({ userId, name, minor }) => ({ userId, name: maskName(name), minor: Number(minor) }));
}

type Move = {
  act: string;
  change: Prisma.Sql;
  when: Prisma.Sql;
  also?: (tx: Prisma.TransactionClient) => Promise<unknown>;
};

/** One step of a poll, written, audited, and told. */
async function move(app: App, talk: Asking, pollId: string, how: Move): Promise<LivePoll> {
  const moved = await app.db
    .$transaction((tx) => step(tx, { showId: talk.id, actorId: talk.keeper.id, pollId }, how))
    .catch((error: unknown): Poll => {
      if (isDuplicateOf(error, "poll_open")) throw new Refusal("poll_open");
      throw error;
    });
  if (!moved) {
    await findPoll(app, talk, pollId);
    throw new Refusal("poll_wrong_state");
  }
  const live = viewLivePoll(moved);
  app.publish.pollMoved(talk.id, live);
  return live;
}

type OfShow = { showId: string; actorId: string; pollId: string };

/** Null where it does not stand so that it may. */
async function step(
  tx: Prisma.TransactionClient,
  { showId, actorId, pollId }: OfShow,
  { act: action, change, when, also }: Move,
): Promise<Poll | null> {
  const changed = await tx.$executeRaw`
    UPDATE poll SET ${change}, version = version + 1 WHERE id = ${pollId}::uuid AND show_id = ${showId}::uuid AND ${when}`;
  if (changed === 0) return null;
  await also?.(tx);
  const poll = await tx.poll.findUniqueOrThrow({ where: { id: pollId } });
  const { title, votes } = poll;
  await recordAct(tx, { actorId, action, subject: `show:${showId}`, after: { pollId, title, votes } });
  return poll;
}

/** Asks the room as a part of something else, in its transaction; null where it was asked before or another is open. Tell it afterwards. */
export async function openPollWithin(tx: Prisma.TransactionClient, of: OfShow): Promise<LivePoll | null> {
  const moved = await step(tx, of, {
    ...opening,
    when: Prisma.sql`status = 'PREPARED' AND NOT EXISTS (SELECT FROM poll other WHERE other.show_id = poll.show_id AND other.status = 'OPEN')`,
  });
  return moved && viewLivePoll(moved);
}

/** Takes it back from every screen as a part of something else; null where nothing of it is there. */
export async function withdrawPollWithin(tx: Prisma.TransactionClient, of: OfShow): Promise<LivePoll | null> {
  const moved = await step(tx, of, withdrawal(of.pollId));
  return moved && viewLivePoll(moved);
}
