import type { Buyer, TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { LivePoll } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Poll } from "#prisma/client/client.ts";
import type { OwnAnswer, PollView } from "./schema.ts";
import { nearestOf, viewLivePoll, viewPoll } from "./view.ts";

/** Every poll of a show, in the order they were made; there are at most a hundred. */
export async function listPolls({ db }: Uses<"db">, talk: TalkOf<"show">): Promise<PollView[]> {
  const polls = await db.poll.findMany({ where: { showId: talk.id }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return polls.map(viewPoll);
}

/** Refuses with not_found. */
export async function findPoll({ db }: Uses<"db">, talk: TalkOf<"show">, pollId: string): Promise<Poll> {
  const poll = await db.poll.findFirst({ where: { id: pollId, showId: talk.id } });
  if (!poll) throw new Refusal("not_found");
  return poll;
}

/** What a room was asked last, for a process that opens it. */
export async function readLastPoll(db: Database, showId: string): Promise<LivePoll | undefined> {
  const poll = await db.poll.findFirst({ where: { showId, openedAt: { not: null } }, orderBy: { openedAt: "desc" } });
  return poll ? viewLivePoll(poll) : undefined;
}

/** What somebody answered, null for nothing. Refuses with not_found. */
export async function readOwnAnswer({ db }: Uses<"db">, { id: userId }: Buyer, pollId: string): Promise<OwnAnswer> {
  const poll = await db.poll.findUnique({ where: { id: pollId }, include: { cast: { where: { userId } } } });
  if (!poll?.openedAt) throw new Refusal("not_found");
  const [own] = poll.cast;
  if (!own) return null;
  const index = nearestOf(poll).findIndex((each) => each.userId === userId);
  return { answer: Number(own.answer), place: index < 0 ? null : index + 1 };
}
